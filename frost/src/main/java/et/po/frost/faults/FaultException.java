package et.po.frost.faults;

import java.time.Duration;
import java.util.Optional;

/// Ends a request with a fault; the message is the text that the caller reads.
public final class FaultException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Fault fault;
  private final transient Optional<Duration> retryAfter;

  FaultException(Fault fault, String sentence, Optional<Duration> retryAfter) {
    // A caller's mistake is an answer, not a crash: nobody reads its stack.
    super(sentence, null, false, false);
    this.fault = fault;
    this.retryAfter = retryAfter;
  }

  public Fault fault() {
    return fault;
  }

  /// After which time the same request may well succeed, if it may.
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
