package et.po.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// One Kubernetes object.
record Manifest(JsonNode node) {
  private static final String LABEL = "app.kubernetes.io/";

  String kind() {
    return node.path("kind").asText();
  }

  String name() {
    return node.at("/metadata/name").asText();
  }

  /// Kind and name.
  String id() {
    return kind() + "/" + name();
  }

  boolean is(String kind) {
    return kind().equals(kind);
  }

  /// What is there, or a missing node.
  JsonNode at(String pointer) {
    return node.at(pointer);
  }

  String label(String name) {
    return node.path("metadata").path("labels").path(LABEL + name).asText();
  }

  String annotation(String name) {
    return node.path("metadata").path("annotations").path(name).asText();
  }

  /// How its pods are made, if it makes some.
  Optional<JsonNode> podTemplate() {
    return switch (kind()) {
      case "Deployment", "StatefulSet", "Job" -> Optional.of(at("/spec/template"));
      case "CronJob" -> Optional.of(at("/spec/jobTemplate/spec/template"));
      case "Pod" -> Optional.of(node);
      default -> Optional.empty();
    };
  }

  Stream<JsonNode> containers() {
    return podTemplate().stream()
        .flatMap(pod ->
            Stream.concat(
                elements(pod.at("/spec/containers")), elements(pod.at("/spec/initContainers"))));
  }

  static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /// An object of texts, such as labels.
  static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  /// Whether a selector's labels choose what has these.
  static boolean chooses(JsonNode matchLabels, JsonNode labels) {
    return texts(labels).entrySet().containsAll(texts(matchLabels).entrySet());
  }
}
