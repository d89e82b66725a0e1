package et.po.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says what is wrong with the arguments, what may have been meant, and where the help is.
final class Misuse implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    String sentence = sentence(e, command);
    err.println(Printable.text(name + ": " + sentence));
    Optional<String> meant = meant(e, command);
    meant.ifPresent(known -> err.println("Did you mean " + known + "?"));
    if (meant.isEmpty() && !command.getSubcommands().isEmpty()) {
      err.println("Commands: " + String.join(", ", command.getSubcommands().keySet()));
    }
    err.println("Help: " + name + " --help");
    ErrorDocument.answer(command, List.of(arguments), sentence, ExitCode.MISUSE);
    return ExitCode.MISUSE;
  }

  private static String sentence(ParameterException e, CommandLine command) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return ArgumentText.sentence(e);
    }
    String first = unmatched.getUnmatched().getFirst();
    if (first.startsWith("-")) {
      return "There is no option " + first + ".";
    }
    return command.getSubcommands().isEmpty()
        ? "It takes no argument " + first + " here."
        : "There is no command " + first + ".";
  }

  private static Optional<String> meant(ParameterException e, CommandLine command) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }
    String first = unmatched.getUnmatched().getFirst();
    return first.startsWith("-")
        ? Nearest.of(first, command.getCommandSpec().optionsMap().keySet())
        : Nearest.of(first, command.getSubcommands().keySet());
  }
}
