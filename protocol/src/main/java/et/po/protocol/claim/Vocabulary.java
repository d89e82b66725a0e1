package et.po.protocol.claim;

/// The IRIs that claims and proofs are made of.
final class Vocabulary {
  static final String SECURITY = "https://w3id.org/security#";
  static final String DUBLIN_CORE = "http://purl.org/dc/terms/";
  static final String PROOF = SECURITY + "proof";
  static final String JWS = SECURITY + "jws";
  static final String NONCE = SECURITY + "nonce";
  static final String DIGEST = SECURITY + "digestValue";
  static final String CREATED = DUBLIN_CORE + "created";
  static final String CREATOR = DUBLIN_CORE + "creator";

  private Vocabulary() {}
}
