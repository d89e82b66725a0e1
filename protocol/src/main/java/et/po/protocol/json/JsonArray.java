package et.po.protocol.json;

import java.util.List;

/// A JSON array.
public record JsonArray(List<Json> items) implements Json {
  public JsonArray {
    items = List.copyOf(items);
  }

  public static JsonArray of(Json... items) {
    return new JsonArray(List.of(items));
  }

  @Override
  public String toString() {
    return text();
  }
}
