package et.po.protocol.claim;

/// What a claim is worth. The names are stable: programs and people refer to them.
public enum Verdict {
  VALID("The claim is what its id says and its issuer signed it.", true, true),
  SCHEMA_INVALID("The claim does not have the form of a signed claim.", false, false),
  BROKEN_TEXT("A text in the claim has a NUL or half of a surrogate pair.", false, false),
  REMOTE_CONTEXT(
      "The claim's meaning depends on a context that would have to be fetched.", false, false),
  INVALID_JSON_LD("The claim's contexts and values do not make JSON-LD.", false, false),
  TOO_COMPLEX(
      "The claim has too many values, or too many blank nodes alike, to be canonicalised.",
      false,
      false),
  ID_MISMATCH("The claim's id is not the id of what it says.", false, false),
  SIGNATURE_INVALID(
      "The signature is not one of the proof's creator over this claim.", false, false),
  CREATOR_IS_NOT_ISSUER(
      "Somebody signed the claim, but not the issuer that it names.", false, false),
  MISSING_DEFAULT_TERMS(
      "The claim's context lacks terms that its id is computed with, so the signature covers less"
          + " than the id.",
      false,
      true),
  UNMAPPED_PROPERTY(
      "The claim has a property that no context maps: neither id nor signature cover it.",
      false,
      true),
  EXOTIC_NUMBER("A number in the claim is signed as another than it looks.", false, true);

  private final String sentence;
  private final boolean acceptedOnIntake;
  private final boolean understood;

  Verdict(String sentence, boolean acceptedOnIntake, boolean understood) {
    this.sentence = sentence;
    this.acceptedOnIntake = acceptedOnIntake;
    this.understood = understood;
  }

  /// What the verdict means, for people.
  public String sentence() {
    return sentence;
  }

  /// Whether a node takes such a claim from a client.
  public boolean acceptedOnIntake() {
    return acceptedOnIntake;
  }

  /// Whether a node shows such a claim that it read from the chain: its id and signature hold, and
  /// its issuer made it.
  public boolean understood() {
    return understood;
  }
}
