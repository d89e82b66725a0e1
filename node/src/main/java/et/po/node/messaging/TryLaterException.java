package et.po.node.messaging;

/// A backing service is away: nothing is wrong with the message, it comes again.
public class TryLaterException extends RuntimeException {
  public TryLaterException(String problem, Throwable cause) {
    super(problem, cause);
  }

  public TryLaterException(String problem) {
    super(problem);
  }
}
