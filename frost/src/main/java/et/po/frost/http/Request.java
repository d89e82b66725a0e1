package et.po.frost.http;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A request as endpoints see it.
///
/// @param parameters what stands in the path for the template's names, decoded
/// @param query the query's values by name, decoded, in their order
/// @param headers by name, whatever its case; of several with one name, the first
/// @param body an object or an array; an empty object if none was sent
/// @param client the address that the request came from, as numbers; empty if it is not known
public record Request(
    Map<String, String> parameters,
    Map<String, List<String>> query,
    Map<String, String> headers,
    Json body,
    String client) {
  public Request {
    parameters = Map.copyOf(parameters);
    query = Map.copyOf(query);
    TreeMap<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    headers = java.util.Collections.unmodifiableMap(byName);
  }

  /// The header's value; an empty one counts as none.
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).filter(value -> !value.isEmpty());
  }

  /// What the path has in the place of the template's `:name`.
  public String parameter(String name) {
    return Optional.ofNullable(parameters.get(name))
        .orElseThrow(() -> new IllegalArgumentException("the route has no :" + name));
  }

  /// The body if it is an object, else an empty object.
  public JsonObject object() {
    return body instanceof JsonObject object ? object : JsonObject.EMPTY;
  }

  /// Whether the body is lines of JSON, which nobody has read yet.
  public boolean hasLines() {
    return BodyType.of(headers.get("Content-Type")) == BodyType.LINES;
  }

  /// The body's lines, empty ones too.
  public List<String> lines() {
    return hasLines() && body instanceof JsonArray(List<Json> lines)
        ? lines.stream().map(line -> ((JsonString) line).value()).toList()
        : List.of();
  }

  /// The query as an object: a text, or an array of texts for a name that came several times.
  public JsonObject queryObject() {
    Map<String, Json> members = new TreeMap<>();
    for (Map.Entry<String, List<String>> entry : query.entrySet()) {
      List<Json> values = entry.getValue().stream().<Json>map(JsonString::new).toList();
      members.put(entry.getKey(), values.size() == 1 ? values.getFirst() : new JsonArray(values));
    }
    return new JsonObject(members);
  }
}
