package et.po.frost.audit;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Something that was done to an account.
record Entry(long position, Instant at, String action, Actor by, JsonObject details) {
  JsonObject json() {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    members.put("id", new JsonNumber(position));
    members.put("at", new JsonString(at.toString()));
    members.put("action", new JsonString(action));
    by.tokenKind().ifPresent(kind -> members.put("tokenKind", new JsonString(kind)));
    by.tokenId().ifPresent(id -> members.put("tokenId", new JsonString(id)));
    members.put("from", new JsonString(by.from().text()));
    members.put("details", details);
    return new JsonObject(members);
  }
}
