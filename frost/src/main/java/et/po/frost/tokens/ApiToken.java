package et.po.frost.tokens;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// A good API token as its owner sees it, without its text.
record ApiToken(
    TokenHash token,
    Network network,
    Instant created,
    Optional<Instant> lastUsed,
    Instant expires) {
  JsonObject json() {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    members.put("id", new JsonString(token.id()));
    members.put("network", new JsonString(network.text()));
    members.put("created", new JsonString(created.toString()));
    lastUsed.ifPresent(at -> members.put("lastUsed", new JsonString(at.toString())));
    members.put("expires", new JsonString(expires.toString()));
    return new JsonObject(members);
  }
}
