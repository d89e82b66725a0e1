package et.po.frost.webhooks;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonBoolean;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;

/// Where an account wants to be told of what.
///
/// @param disabled since when nothing new is told, because nothing was taken for days
record Webhook(
    UUID id, String url, List<String> events, Instant created, Optional<Instant> disabled) {
  Webhook {
    events = List.copyOf(events);
  }

  JsonObject json() {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    members.put("id", new JsonString(id.toString()));
    members.put("url", new JsonString(url));
    members.put("events", new JsonArray(events.stream().<Json>map(JsonString::new).toList()));
    members.put("created", new JsonString(created.toString()));
    members.put("disabled", new JsonBoolean(disabled.isPresent()));
    return new JsonObject(members);
  }
}
