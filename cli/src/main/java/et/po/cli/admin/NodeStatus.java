package et.po.cli.admin;

import et.po.cli.Plain;
import et.po.cli.health.Page;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
      return "  gives no status at " + node;
    }
    List<String> lines = new ArrayList<>();
    document.get().members().forEach((name, value) -> add(lines, name, value));
    return String.join("\n", lines);
  }

  /// An object takes a line for each of its members.
  private static void add(List<String> lines, String name, Json value) {
    if (value instanceof JsonObject object) {
      lines.add(line("  ", label(name), object.members().isEmpty() ? "none" : ""));
      object.members().forEach((key, one) -> lines.add(line("    ", key, Plain.text(one))));
    } else {
      lines.add(line("  ", label(name), Plain.text(value)));
    }
  }

  private static String line(String indent, String name, String value) {
    return "%-22s %s".formatted(indent + name, value).stripTrailing();
  }

  /// `blockHeight` as `block height`.
  private static String label(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
  }
}
