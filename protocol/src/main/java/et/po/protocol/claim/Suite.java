package et.po.protocol.claim;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// A way to sign claims.
///
/// The header is part of what is signed, so its bytes are fixed.
public enum Suite {
  ED25519("Ed25519Signature2018", "{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[\"b64\"]}", "EdDSA"),
  RSA("RsaSignature2018", "{\"alg\":\"PS256\",\"b64\":false,\"crit\":[\"b64\"]}", "PS256");

  private final String algorithm;
  private final String header;
  private final String jwsName;

  Suite(String algorithm, String headerJson, String jwsName) {
    this.algorithm = algorithm;
    this.header =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(headerJson.getBytes(StandardCharsets.US_ASCII));
    this.jwsName = jwsName;
  }

  /// The suite's name in issuers and, behind `sec:`, in proofs.
  public String algorithm() {
    return algorithm;
  }

  /// The Base64url text that every JWS of this suite begins with.
  String header() {
    return header;
  }

  /// The suite's name in JWS headers.
  String jwsName() {
    return jwsName;
  }

  /// The suite's type in proofs, as IRI.
  String iri() {
    return Vocabulary.SECURITY + algorithm;
  }

  /// The suite that is the type of a proof, with or without the vocabulary's name before it.
  static Optional<Suite> ofType(String type) {
    return ofAlgorithm(
        type.startsWith(Vocabulary.SECURITY) ? type.substring(Vocabulary.SECURITY.length()) : type);
  }

  static Optional<Suite> ofAlgorithm(String algorithm) {
    for (Suite suite : values()) {
      if (suite.algorithm.equals(algorithm)) {
        return Optional.of(suite);
      }
    }
    return Optional.empty();
  }
}
