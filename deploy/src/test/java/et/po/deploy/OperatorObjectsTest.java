package et.po.deploy;

import static et.po.deploy.Manifest.elements;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What operators make servers of is of the kinds that they have, and says nothing that they would
/// drop.
@Tag("real")
class OperatorObjectsTest {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  @ParameterizedTest
  @MethodSource("objects")
  void object_isWhatItsOperatorTakes(Path file) {
    for (JsonNode object : Tree.documents(Tree.read(file))) {
      JsonNode kind = kind(new Manifest(object));
      assertEquals(List.of(), REGISTRY.getSchema(closed(kind)).validate(object), file.toString());
      ObjectNode strange = object.deepCopy();
      ((ObjectNode) strange.path("spec")).put("stranger", 1);
      assertFalse(REGISTRY.getSchema(closed(kind)).validate(strange).isEmpty());
    }
  }

  static List<Path> objects() {
    return Tree.files(Tree.PLATFORM.resolve("objects"), ".yaml");
  }

  /// The schema of an object, from the definitions of the operators.
  private static JsonNode kind(Manifest object) {
    String version = object.at("/apiVersion").asText();
    return FetchedChart.kinds().stream()
        .flatMap(kinds -> Tree.files(kinds.directory(), ".yaml").stream())
        .flatMap(file -> Tree.documents(Tree.read(file)).stream())
        .filter(definition ->
            definition.at("/spec/names/kind").asText().equals(object.kind())
                && version.startsWith(definition.at("/spec/group").asText() + "/"))
        .flatMap(definition -> elements(definition.at("/spec/versions")))
        .filter(one -> version.endsWith("/" + one.path("name").asText()))
        .map(one -> one.at("/schema/openAPIV3Schema"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nobody has " + version + " " + object.kind()));
  }

  /// An API server drops what a kind does not name.
  private static JsonNode closed(JsonNode schema) {
    JsonNode copy = schema.deepCopy();
    close(copy);
    // Metadata are the API server's own.
    ((ObjectNode) copy.path("properties")).putObject("metadata");
    return copy;
  }

  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.path("properties").isObject()
          && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()
          && !object.has("additionalProperties")) {
        object.put("additionalProperties", false);
      }
      if (object.path("x-kubernetes-int-or-string").asBoolean()) {
        object.putArray("type").add("integer").add("string");
        object.remove("anyOf");
      }
    }
    node.forEach(OperatorObjectsTest::close);
  }
}
