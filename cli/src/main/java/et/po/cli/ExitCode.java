package et.po.cli;

/// What every command's exit code means. Scripts rely on it.
public final class ExitCode {
  /// Done as asked.
  public static final int DONE = 0;

  /// A negative answer, such as "does not verify".
  public static final int NEGATIVE = 1;

  /// The command was not written as it must be.
  public static final int MISUSE = 2;

  /// It could not be done here; the reason is on stderr.
  public static final int UNABLE = 3;

  private ExitCode() {}
}
