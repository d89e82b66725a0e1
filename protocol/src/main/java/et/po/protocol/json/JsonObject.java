package et.po.protocol.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// A JSON object, in the order in which JavaScript lists its members: first the keys that are array
/// indices, ascending, then the others as they came.
public final class JsonObject implements Json {
  /// Without members.
  public static final JsonObject EMPTY = new JsonObject(new LinkedHashMap<>());

  private final SequencedMap<String, Json> members;

  /// Computed once: contexts are looked up by it again and again.
  private int hash;

  /// The object with these members, in this order but for the array indices.
  public JsonObject(SequencedMap<String, Json> members) {
    this.members = Collections.unmodifiableSequencedMap(inOrder(members));
  }

  /// The object with these members.
  public JsonObject(Map<String, ? extends Json> members) {
    this((SequencedMap<String, Json>) new LinkedHashMap<String, Json>(members));
  }

  /// The members, in order; nothing can be changed in it.
  public SequencedMap<String, Json> members() {
    return members;
  }

  /// The member's value, if there is such a member.
  public Optional<Json> find(String key) {
    return Optional.ofNullable(members.get(key));
  }

  /// The member's value if it is a string.
  public Optional<String> findString(String key) {
    return members.get(key) instanceof JsonString(String value)
        ? Optional.of(value)
        : Optional.empty();
  }

  /// The member's value if it is an object.
  public Optional<JsonObject> findObject(String key) {
    return members.get(key) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }

  /// This object with one member added, or replaced where it stands.
  public JsonObject with(String key, Json value) {
    SequencedMap<String, Json> changed = new LinkedHashMap<>(members);
    changed.put(key, value);
    return new JsonObject(changed);
  }

  /// This object without the member.
  public JsonObject without(String key) {
    SequencedMap<String, Json> changed = new LinkedHashMap<>(members);
    changed.remove(key);
    return new JsonObject(changed);
  }

  /// These members, then the other's; where both have a key, the other's value, in this place.
  public JsonObject mergedWith(JsonObject other) {
    SequencedMap<String, Json> merged = new LinkedHashMap<>(members);
    merged.putAll(other.members);
    return new JsonObject(merged);
  }

  private static SequencedMap<String, Json> inOrder(SequencedMap<String, Json> members) {
    TreeMap<Long, String> indices = new TreeMap<>();
    for (String key : members.keySet()) {
      if (isArrayIndex(key)) {
        indices.put(Long.parseLong(key), key);
      }
    }
    if (indices.isEmpty()) {
      return new LinkedHashMap<>(members);
    }
    SequencedMap<String, Json> ordered = new LinkedHashMap<>();
    for (String key : indices.values()) {
      ordered.put(key, members.get(key));
    }
    // Keys that are there already keep their place.
    ordered.putAll(members);
    return ordered;
  }

  private static boolean isArrayIndex(String key) {
    int length = key.length();
    if (length == 0 || length > 10 || (length > 1 && key.charAt(0) == '0')) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (key.charAt(i) < '0' || key.charAt(i) > '9') {
        return false;
      }
    }
    return length < 10 || Long.parseLong(key) < 4_294_967_295L;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof JsonObject that && members.equals(that.members));
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      hash = members.hashCode();
    }
    return hash;
  }

  @Override
  public String toString() {
    return text();
  }
}
