package et.po.cli;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonBoolean;
import et.po.protocol.json.JsonNull;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The members of a JSON document that a command answers with, in the order they are put.
public final class Members {
  private final SequencedMap<String, Json> members = new LinkedHashMap<>();

  public Members put(String key, Json value) {
    members.put(key, value);
    return this;
  }

  public Members put(String key, String value) {
    return put(key, new JsonString(value));
  }

  public Members put(String key, boolean value) {
    return put(key, new JsonBoolean(value));
  }

  public Members put(String key, long value) {
    return put(key, new JsonNumber(value));
  }

  /// `null` where there is none.
  public Members put(String key, Optional<String> value) {
    return put(key, value.<Json>map(JsonString::new).orElse(JsonNull.INSTANCE));
  }

  public Members put(String key, List<? extends Json> items) {
    return put(key, new JsonArray(List.copyOf(items)));
  }

  public JsonObject object() {
    return new JsonObject(members);
  }
}
