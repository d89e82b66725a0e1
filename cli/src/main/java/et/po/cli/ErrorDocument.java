package et.po.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// The answer of a command with `--json` that failed: scripts always find one document on stdout.
final class ErrorDocument {
  private static final String OPTION = "--json";

  private ErrorDocument() {}

  /// Prints it, if the arguments ask for JSON and the command has that option.
  static void answer(CommandLine command, List<String> arguments, String sentence, int exitCode) {
    boolean wanted =
        arguments.contains(OPTION)
            && Optional.<OptionSpec>ofNullable(command.getCommandSpec().findOption(OPTION))
                .filter(option -> option.arity().max() == 0)
                .isPresent();
    if (wanted) {
      command.getOut().println(of(sentence, exitCode).object().text());
    }
  }

  /// The members that every such document has.
  static Members of(String sentence, int exitCode) {
    return new Members().put("error", Printable.text(sentence)).put("exitCode", exitCode);
  }
}
