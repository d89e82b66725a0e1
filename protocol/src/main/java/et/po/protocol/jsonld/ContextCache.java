package et.po.protocol.jsonld;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Contexts that were read before: most claims share one.
///
/// Holds at most 256 contexts of at most 8 KiB of text each; when it is full it starts anew.
final class ContextCache {
  private static final int MOST_CONTEXTS = 256;
  private static final int LARGEST = 8_192;
  private static final int WEIGHT_OF_A_VALUE = 16;
  private static final Map<Json, ActiveContext> READ = new ConcurrentHashMap<>();

  private ContextCache() {}

  static ActiveContext read(ActiveContext active, Json local) throws JsonLdException {
    if (active != ActiveContext.INITIAL || weight(local) > LARGEST) {
      return ContextReader.read(active, local);
    }
    ActiveContext known = READ.get(local);
    if (known == null) {
      known = ContextReader.read(active, local);
      if (READ.size() >= MOST_CONTEXTS) {
        READ.clear();
      }
      READ.put(local, known);
    }
    return known;
  }

  private static int weight(Json value) {
    int weight = WEIGHT_OF_A_VALUE;
    switch (value) {
      case JsonObject object -> {
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
          weight += member.getKey().length() + weight(member.getValue());
        }
      }
      case JsonArray array -> {
        for (Json item : array.items()) {
          weight += weight(item);
        }
      }
      case JsonString string -> weight += string.value().length();
      default -> {}
    }
    return weight;
  }
}
