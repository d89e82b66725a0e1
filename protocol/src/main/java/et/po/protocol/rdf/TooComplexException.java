package et.po.protocol.rdf;

/// Blank nodes so alike that telling them apart would take more work than anybody's claim is worth.
public final class TooComplexException extends Exception {
  private static final long serialVersionUID = 1;

  TooComplexException(String sentence) {
    super(sentence);
  }
}
