package et.po.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeSet;

/// Makes a chart's values.schema.json of deploy/schema/ and of the settings' document.
final class ValuesSchema {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ValuesSchema() {}

  static ObjectNode of(String chart) {
    JsonNode own = described(chart);
    ObjectNode properties = NODES.objectNode().setAll(object(own.path("properties")));
    ObjectNode definitions = NODES.objectNode().setAll(object(own.path("$defs")));
    for (JsonNode part : own.path("parts")) {
      JsonNode shared = described(part.asText());
      properties.setAll(object(shared.path("properties")));
      definitions.setAll(object(shared.path("$defs")));
    }
    own.path("without").forEach(name -> properties.remove(name.asText()));
    ObjectNode schema = NODES.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Values of " + chart);
    schema.put("type", "object");
    schema.set("properties", properties);
    if (own.has("settings")) {
      Settings settings = Settings.of(chart);
      definitions.set("settings", settings(settings));
      definitions.set("secrets", secrets(settings));
    }
    schema.set("$defs", definitions);
    close(schema);
    return schema;
  }

  static String text(ObjectNode schema) {
    try {
      return new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(schema)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode described(String name) {
    return Tree.yaml(Tree.DEPLOY.resolve("schema/" + name + ".yaml"));
  }

  private static ObjectNode object(JsonNode node) {
    return node instanceof ObjectNode object ? object.deepCopy() : NODES.objectNode();
  }

  /// What is not described is refused.
  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    node.forEach(ValuesSchema::close);
  }

  private static ObjectNode settings(Settings settings) {
    ObjectNode properties = NODES.objectNode();
    for (String name : settings.open()) {
      Settings.Setting setting = settings.setting(name);
      ObjectNode property = properties.putObject(name);
      property.put("type", "string");
      List<String> values = settings.enums().get(name);
      if (values != null) {
        values.forEach(property.withArray("enum")::add);
      } else {
        property.put("pattern", pattern(setting.initially()));
      }
      property.put("description", setting.says() + " (default: " + setting.initially() + ")");
    }
    for (String name : new TreeSet<>(settings.old())) {
      ObjectNode property = properties.putObject(name);
      property.put("type", "string").put("deprecated", true);
      property.put("description", "An old name, which is refused with the new one.");
    }
    return NODES.objectNode().put("type", "object").set("properties", properties);
  }

  /// What a setting's values look like, judged by its default.
  private static String pattern(String initially) {
    if (initially.matches("P(T?[0-9]+[DHMS])+")) {
      return "^P(?:[0-9]+D)?(?:T(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9.]+S)?)?$";
    }
    if (initially.matches("[0-9]+(;.*)?")) {
      return "^[0-9]+$";
    }
    if (initially.matches("[0-9]+(kb|mb)")) {
      return "^[0-9]+(b|kb|mb|gb)?$";
    }
    return initially.matches("(true|false)(;.*)?") ? "^(true|false)$" : "^.+$";
  }

  private static ObjectNode secrets(Settings settings) {
    ObjectNode properties = NODES.objectNode();
    settings.secrets().stream()
        .sorted()
        .forEach(name ->
            properties
                .putObject(name)
                .put("$ref", "#/$defs/reference")
                .put("description", settings.setting(name).says()));
    return NODES.objectNode().put("type", "object").set("properties", properties);
  }
}
