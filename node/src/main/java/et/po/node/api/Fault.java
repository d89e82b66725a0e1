package et.po.node.api;

/// What goes wrong for a client, and the HTTP status that says so.
enum Fault {
  NOT_JSON(400),
  BODY_BROKEN_OFF(400),
  QUERY_INVALID(422),
  CLAIM_NOT_SIGNED(422),
  CLAIM_NOT_A_WORK(422),
  CLAIM_INCORRECT(422),
  CLAIM_REFUSED(422),
  CLAIM_FROM_THE_FUTURE(422),
  NO_FILE(422),
  TOO_LARGE(413),
  TOO_SLOW(408),
  NO_SUCH_THING(404),
  NO_PROOF_YET(404),
  NO_SUCH_PROOF(404),
  NOT_ACCEPTABLE(406),
  BUSY(503),
  AWAY(503);

  private final int status;

  Fault(int status) {
    this.status = status;
  }

  int status() {
    return status;
  }

  /// @param sentence what is wrong, for the client to read
  FaultException because(String sentence) {
    return new FaultException(this, sentence, sentence);
  }

  /// @param message the first Po.et's words for it, which its clients know
  /// @param detail what is wrong with this very thing
  FaultException because(String message, String detail) {
    return new FaultException(this, message, detail);
  }
}
