package et.po.protocol.claim;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Who makes a claim: a URI that holds a public key, compared and signed as it is written.
public record Issuer(String uri) {
  private static final String PREFIX = "data:;base64,";

  /// The issuer that a key speaks for.
  public static Issuer of(ClaimKey key) {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    members.put("algorithm", new JsonString(key.suite().algorithm()));
    members.put("publicKey", new JsonString(key.publicText()));
    byte[] json = new JsonObject(members).text().getBytes(StandardCharsets.UTF_8);
    return new Issuer(PREFIX + Base64.getEncoder().encodeToString(json));
  }

  @Override
  public String toString() {
    return uri;
  }
}
