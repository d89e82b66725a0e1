package et.po.protocol.claim;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonBoolean;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A detached JSON Web Signature: header, nothing, signature (RFC 7797).
///
/// What stands between the dots is ignored, and so is what follows a third dot.
record Jws(String header, byte[] signature) {
  /// The text of a new signature.
  static String text(Suite suite, byte[] signature) {
    return suite.header()
        + ".."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  /// The signature in a text, if its header is one that the suite takes.
  static Optional<Jws> parse(String text, Suite suite) {
    String[] parts = text.split("\\.", -1);
    if (parts.length < 3 || !fits(parts[0], suite)) {
      return Optional.empty();
    }
    return JwsBase64.decode(parts[2]).map(signature -> new Jws(parts[0], signature));
  }

  /// What stands for the header in a text, whether it is one or not: it is signed as it is written.
  static String headerIn(String text) {
    int dot = text.indexOf('.');
    return dot < 0 ? text : text.substring(0, dot);
  }

  /// The first Po.et looked at the header's values only when it had three of them.
  private static boolean fits(String header, Suite suite) {
    if (header.equals(suite.header())) {
      return true;
    }
    Optional<byte[]> bytes = JwsBase64.decode(header);
    if (bytes.isEmpty()) {
      return false;
    }
    try {
      String json = new String(bytes.get(), StandardCharsets.ISO_8859_1);
      return switch (Json.parse(json)) {
        case JsonObject object -> object.members().size() != 3 || isExpected(object, suite);
        case JsonArray(List<Json> items) -> items.size() != 3;
        default -> false;
      };
    } catch (MalformedJsonException e) {
      return false;
    }
  }

  private static boolean isExpected(JsonObject header, Suite suite) {
    return header.find("alg").equals(Optional.of(new JsonString(suite.jwsName())))
        && header.find("b64").equals(Optional.of(JsonBoolean.FALSE))
        && header.find("crit").equals(Optional.of(JsonArray.of(new JsonString("b64"))));
  }
}
