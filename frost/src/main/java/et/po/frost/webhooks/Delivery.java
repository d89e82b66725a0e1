package et.po.frost.webhooks;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;

/// One message to one webhook, as its owner sees it.
///
/// @param work what it is about, unless it is a ping
/// @param status `waiting`, `delivered`, or `failed` when it was tried often enough
/// @param attempts all there were, also before it was sent again
/// @param responseCode what the last attempt was answered
/// @param problem why the last attempt was not answered
record Delivery(
    UUID id,
    String event,
    Optional<String> work,
    String status,
    int attempts,
    Optional<Integer> responseCode,
    Optional<String> problem,
    Instant created,
    Optional<Instant> lastAttempt,
    Optional<Instant> nextAttempt) {
  /// What the receiver knows a message by (the header `webhook-id`), at every attempt.
  static String messageId(UUID id) {
    return "msg_" + id.toString().replace("-", "");
  }

  JsonObject json() {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    members.put("id", new JsonString(id.toString()));
    members.put("event", new JsonString(event));
    members.put("webhookId", new JsonString(messageId(id)));
    work.ifPresent(text -> members.put("workId", new JsonString(text)));
    members.put("status", new JsonString(status));
    members.put("attempts", new JsonNumber(attempts));
    responseCode.ifPresent(code -> members.put("responseCode", new JsonNumber(code)));
    problem.ifPresent(text -> members.put("problem", new JsonString(text)));
    members.put("created", new JsonString(created.toString()));
    lastAttempt.ifPresent(time -> members.put("lastAttempt", new JsonString(time.toString())));
    nextAttempt.ifPresent(time -> members.put("nextAttempt", new JsonString(time.toString())));
    return new JsonObject(members);
  }
}
