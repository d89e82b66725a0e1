package et.po.cli.admin;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// What a node says of how far it is.
///
/// @param document as the node gave it; empty if it gave none
record NodeStatus(URI node, Optional<JsonObject> document) {
  static NodeStatus of(URI node) {
    Optional<Page> page = Page.get(node.resolve("/status")).filter(found -> found.status() == 200);
    return new NodeStatus(node, page.flatMap(NodeStatus::parse));
  }

  private static Optional<JsonObject> parse(Page page) {
    try {
      return Json.parse(page.body()) instanceof JsonObject object
          ? Optional.of(object)
          : Optional.empty();
    } catch (MalformedJsonException e) {
      return Optional.empty();
    }
  }

  boolean known() {
    return document.isPresent();
  }

  String lines() {
    if (document.isEmpty()) {
      return "node     gives no status at " + node;
    }
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<String, Json> member : document.get().members().entrySet()) {
      lines.append("  %-20s %s%n".formatted(member.getKey(), member.getValue().text()));
    }
    return lines.toString().stripTrailing();
  }
}
