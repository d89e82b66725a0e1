package et.po.cli.verify;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.util.Base64;
import java.util.Optional;

/// The public key in an issuer's URI, for people to compare.
final class IssuerKey {
  private static final String PREFIX = "data:;base64,";

  private IssuerKey() {}

  /// Empty for issuers of another form.
  static Optional<String> of(String issuer) {
    if (!issuer.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] json = Base64.getDecoder().decode(issuer.substring(PREFIX.length()));
      return Json.parse(json) instanceof JsonObject key
          ? key.findString("publicKey").map(text -> text.strip().replaceAll("\\s+", " "))
          : Optional.empty();
    } catch (IllegalArgumentException | MalformedJsonException e) {
      return Optional.empty();
    }
  }
}
