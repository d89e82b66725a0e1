package et.po.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// Turns whatever ended a command into a sentence and an exit code. Stack traces are shown only
/// where `POET_DEBUG` is 1.
final class Failures implements IExecutionExceptionHandler {
  private final boolean debug;

  Failures(Map<String, String> environment) {
    this.debug = "1".equals(environment.get("POET_DEBUG"));
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    String name = command.getCommandSpec().qualifiedName();
    String sentence = sentence(e);
    int exitCode = e instanceof CommandException failed ? failed.exitCode() : ExitCode.UNABLE;
    command.getErr().println(Printable.text(name + ": " + sentence));
    ErrorDocument.answer(command, parsed.originalArgs(), sentence, exitCode);
    if (debug) {
      e.printStackTrace(command.getErr());
    }
    return exitCode;
  }

  private static String sentence(Exception e) {
    return switch (e) {
      case CommandException failed -> failed.sentence();
      case UncheckedIOException io when io.getCause() != null -> Trouble.sentence(io.getCause());
      case IOException io -> Trouble.sentence(io);
      case InterruptedException _ -> "It was interrupted.";
      default ->
          "An error that should not happen: "
              + e.getClass().getSimpleName()
              + (e.getMessage() == null ? "" : ": " + e.getMessage())
              + ". With POET_DEBUG=1 in the environment it is shown where.";
    };
  }
}
