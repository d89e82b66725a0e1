package et.po.protocol.claim;

import et.po.protocol.ipfs.Base58;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The public key that a `data:` URI holds.
record VerificationKey(Suite suite, PublicKey key) {
  /// The parameters are matched possessively: trying them again would take a stack as deep as there
  /// are many.
  private static final Pattern DATA_URL =
      Pattern.compile(
          "data:([a-z]+/[a-z0-9-+.]+(;[a-z0-9-.!#$%*+{}|~`]+=[a-z0-9-.!#$%*+{}|~`]+)*+)?"
              + "(?<base64>;base64)?,(?<data>[a-z0-9!$&',()*+;=\\-._~:@/?%\\s]*)",
          Pattern.CASE_INSENSITIVE);

  /// The key, or empty for a URI that holds none; other schemes are never looked up.
  static Optional<VerificationKey> of(String uri) {
    return base64(uri).flatMap(VerificationKey::ofBase64);
  }

  private static Optional<String> base64(String uri) {
    if (UriText.isPlainData(uri)) {
      return Optional.of(uri.substring(UriText.PLAIN_DATA.length()));
    }
    Matcher url = DATA_URL.matcher(uri.strip());
    return url.matches() && url.group("base64") != null
        ? Optional.of(url.group("data"))
        : Optional.empty();
  }

  private static Optional<VerificationKey> ofBase64(String text) {
    byte[] json = LenientBase64.decode(text);
    try {
      // A broken UTF-8 sequence must not matter where the key itself is sound.
      return Json.parse(new String(json, StandardCharsets.UTF_8)) instanceof JsonObject object
          ? of(object)
          : Optional.empty();
    } catch (MalformedJsonException | GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<VerificationKey> of(JsonObject json) throws GeneralSecurityException {
    Optional<Suite> suite = json.findString("algorithm").flatMap(Suite::ofAlgorithm);
    Optional<String> text = json.findString("publicKey");
    if (suite.isEmpty() || text.isEmpty()) {
      return Optional.empty();
    }
    return switch (suite.get()) {
      case ED25519 -> {
        Optional<byte[]> bytes =
            Base58.decode(text.get()).filter(b -> b.length == Ed25519.PUBLIC_LENGTH);
        yield bytes.isEmpty()
            ? Optional.empty()
            : Optional.of(new VerificationKey(Suite.ED25519, Ed25519.publicKey(bytes.get())));
      }
      case RSA -> Optional.of(new VerificationKey(Suite.RSA, Pss.publicKey(text.get())));
    };
  }

  /// Whether the signature is this key's signature of the message.
  boolean verify(byte[] message, byte[] signature) {
    try {
      return switch (suite) {
        // The first Po.et looked at the first 64 bytes only.
        case ED25519 ->
            signature.length >= Ed25519.SIGNATURE_LENGTH
                && Ed25519.verify(key, message, Arrays.copyOf(signature, Ed25519.SIGNATURE_LENGTH));
        case RSA -> Pss.verify(key, message, signature);
      };
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
