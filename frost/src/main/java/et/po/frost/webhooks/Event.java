package et.po.frost.webhooks;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Something that happened, as receivers read it.
record Event(EventType type, JsonObject data) {
  /// The body of the message, as Standard Webhooks has it.
  String body(Instant now) {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    members.put("type", new JsonString(type.text()));
    members.put("timestamp", new JsonString(now.truncatedTo(ChronoUnit.MILLIS).toString()));
    members.put("data", data);
    return new JsonObject(members).text();
  }
}
