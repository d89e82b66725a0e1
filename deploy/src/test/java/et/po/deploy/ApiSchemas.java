package et.po.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// What an API server takes of an object: the fields of each supported minor version of Kubernetes,
/// and those that operators add, as strictly as `kubectl --validate=strict`.
///
/// Made by `tools/oracles/kubernetes/renew`.
final class ApiSchemas {
  private static final Path FILES = Tree.DEPLOY.resolve("src/test/resources/kubernetes");
  private static final String OPERATORS = "operators";
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Map<String, JsonNode> READ = new ConcurrentHashMap<>();
  private static final Map<String, Optional<Schema>> SCHEMAS = new ConcurrentHashMap<>();

  private ApiSchemas() {}

  /// Of Kubernetes, the oldest first, such as `1.30`.
  static List<String> minors() {
    return Tree.files(FILES, ".json").stream()
        .map(file -> file.getFileName().toString().replace(".json", ""))
        .filter(name -> !name.equals(OPERATORS))
        .sorted(Comparator.comparingInt(name -> Integer.parseInt(name.substring(2))))
        .toList();
  }

  /// Why it would be refused, a sentence each.
  static Stream<String> faults(String minor, Manifest object) {
    String kind = object.at("/apiVersion").asText() + "/" + object.kind();
    Optional<Schema> schema = schema(minor, kind).or(() -> schema(OPERATORS, kind));
    return schema.isEmpty()
        ? Stream.of("no " + kind + " is known; tools/oracles/kubernetes/renew may add it")
        : schema.get().validate(object.node()).stream().map(String::valueOf);
  }

  private static Optional<Schema> schema(String file, String kind) {
    return SCHEMAS.computeIfAbsent(
        file + " " + kind,
        _ -> {
          JsonNode read =
              READ.computeIfAbsent(file, name -> Tree.yaml(FILES.resolve(name + ".json")));
          JsonNode name = read.path("kinds").path(kind);
          return name.isMissingNode()
              ? Optional.empty()
              : Optional.of(REGISTRY.getSchema(root(name.asText(), read.path("$defs"))));
        });
  }

  private static ObjectNode root(String name, JsonNode definitions) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("$ref", "#/$defs/" + name);
    root.set("$defs", definitions);
    return root;
  }
}
