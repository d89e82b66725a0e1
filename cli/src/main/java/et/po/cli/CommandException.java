package et.po.cli;

/// Ends a command with a sentence on stderr and an exit code.
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  private CommandException(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /// The answer is no.
  public static CommandException negative(String sentence) {
    return new CommandException(ExitCode.NEGATIVE, sentence);
  }

  /// The command's arguments do not make sense.
  public static CommandException misuse(String sentence) {
    return new CommandException(ExitCode.MISUSE, sentence);
  }

  /// It cannot be done here.
  public static CommandException unable(String sentence) {
    return new CommandException(ExitCode.UNABLE, sentence);
  }

  /// It cannot be done here, because of what the operating system said.
  public static CommandException unable(String sentence, Throwable cause) {
    CommandException failed = unable(sentence);
    failed.initCause(cause);
    return failed;
  }

  public int exitCode() {
    return exitCode;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
