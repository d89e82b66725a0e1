package et.po.frost.faults;

/// Ends a request with a fault; the message is the text that the caller reads.
public final class FaultException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Fault fault;

  FaultException(Fault fault, String sentence) {
    // A caller's mistake is an answer, not a crash: nobody reads its stack.
    super(sentence, null, false, false);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
