package et.po.protocol.claim;

import et.po.protocol.jsonld.JsonLdException;

/// A claim that is not signed, because it would not be valid; the message is a sentence.
public final class ClaimRefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final Verdict verdict;

  ClaimRefusedException(Verdict verdict, String sentence) {
    super(sentence);
    this.verdict = verdict;
  }

  static ClaimRefusedException because(JsonLdException e) {
    Verdict verdict =
        switch (e.fault()) {
          case REMOTE_CONTEXT -> Verdict.REMOTE_CONTEXT;
          case UNMAPPED_PROPERTY -> Verdict.UNMAPPED_PROPERTY;
          case TOO_LARGE -> Verdict.TOO_COMPLEX;
          case SYNTAX -> Verdict.INVALID_JSON_LD;
        };
    return new ClaimRefusedException(verdict, String.valueOf(e.getMessage()));
  }

  /// What the claim would have been.
  public Verdict verdict() {
    return verdict;
  }
}
