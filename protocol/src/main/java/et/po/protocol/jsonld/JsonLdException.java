package et.po.protocol.jsonld;

/// A document that is not JSON-LD as claims use it; the message is a sentence.
public final class JsonLdException extends Exception {
  private static final long serialVersionUID = 1;

  /// What kind of fault it is.
  public enum Fault {
    /// Against the syntax of JSON-LD.
    SYNTAX,
    /// A context is an address that would have to be fetched.
    REMOTE_CONTEXT,
    /// More values than anybody's document has.
    TOO_LARGE,
    /// A key that no context maps, where that is not allowed.
    UNMAPPED_PROPERTY
  }

  private final Fault fault;

  JsonLdException(String sentence) {
    this(Fault.SYNTAX, sentence);
  }

  JsonLdException(Fault fault, String sentence) {
    super(sentence);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
