package et.po.deploy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Changes to copies of objects.
final class Edits {
  private Edits() {}

  /// A copy that has this value there; without it, if the value is missing.
  static JsonNode edited(JsonNode object, String at, JsonNode value) {
    JsonNode copy = object.deepCopy();
    JsonPointer pointer = JsonPointer.compile(at);
    JsonNode parent = copy.at(pointer.head());
    String name = pointer.last().getMatchingProperty();
    switch (parent) {
      case ObjectNode fields when value.isMissingNode() -> fields.remove(name);
      case ObjectNode fields -> fields.set(name, value);
      case ArrayNode elements when value.isMissingNode() -> elements.remove(Integer.parseInt(name));
      case ArrayNode elements when name.equals("-") -> elements.add(value);
      case ArrayNode elements -> elements.set(Integer.parseInt(name), value);
      default -> throw new IllegalArgumentException("there is nothing at " + at);
    }
    return copy;
  }
}
