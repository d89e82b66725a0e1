package et.po.protocol.claim;

/// A private key that signs claims.
public sealed interface ClaimKey permits Ed25519Key, RsaKey {
  Suite suite();

  /// The issuer that this key speaks for.
  Issuer issuer();

  /// The public key as issuers have it.
  String publicText();

  /// The signature of these bytes.
  byte[] sign(byte[] message);
}
