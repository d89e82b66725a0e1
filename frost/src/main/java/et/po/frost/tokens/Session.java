package et.po.frost.tokens;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonBoolean;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// A log-in that is still good.
record Session(TokenHash token, Instant created, Optional<Instant> lastUsed, Instant expires) {

  /// @param asking the token of who asks
  JsonObject json(TokenHash asking) {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    members.put("id", new JsonString(token.id()));
    members.put("created", new JsonString(created.toString()));
    lastUsed.ifPresent(at -> members.put("lastUsed", new JsonString(at.toString())));
    members.put("expires", new JsonString(expires.toString()));
    members.put("current", new JsonBoolean(token.equals(asking)));
    return new JsonObject(members);
  }
}
