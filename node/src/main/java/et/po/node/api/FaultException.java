package et.po.node.api;

/// Ends a request with a fault.
final class FaultException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Fault fault;
  private final String detail;

  FaultException(Fault fault, String message, String detail) {
    super(message);
    this.fault = fault;
    this.detail = detail;
  }

  Fault fault() {
    return fault;
  }

  /// What a client that asks for problem details gets to read.
  String detail() {
    return detail;
  }
}
