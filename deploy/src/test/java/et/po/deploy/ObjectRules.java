package et.po.deploy;

import static et.po.deploy.Manifest.elements;
import static et.po.deploy.Rule.each;
import static et.po.deploy.Rule.require;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Names, labels and secrets of every object.
final class ObjectRules {
  private static final List<String> LABELS =
      List.of("name", "instance", "component", "part-of", "version", "managed-by");
  private static final Set<String> FORBIDDEN =
      Set.of("Secret", "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "Namespace");

  private ObjectRules() {}

  static List<Rule> all() {
    return List.of(
        each("labels", _ -> true, ObjectRules::labels),
        each("names", _ -> true, ObjectRules::names),
        new Rule("unique-names", ObjectRules::unique),
        each("selectors", _ -> true, ObjectRules::selectors),
        each(
            "no-secrets-no-rights",
            _ -> true,
            object -> require(!FORBIDDEN.contains(object.kind()), "is nothing for a chart to own")),
        each("no-plain-passwords", _ -> true, ObjectRules::plainPasswords));
  }

  private static Stream<String> labels(Manifest object) {
    return LABELS.stream()
        .filter(label -> object.label(label).isEmpty())
        .map(label -> "has no label app.kubernetes.io/" + label);
  }

  private static Stream<String> names(Manifest object) {
    String release = object.label("instance");
    return Stream.concat(
        require(
            object.name().equals(release) || object.name().startsWith(release + "-"),
            "is not called after its release"),
        require(object.name().length() <= 63, "has a name of more than 63 characters"));
  }

  private static Stream<String> unique(List<Manifest> release) {
    Set<String> ids = new HashSet<>();
    return release.stream().map(Manifest::id).filter(id -> !ids.add(id)).toList().stream();
  }

  /// Those of a Deployment cannot change, so nothing in them may; and all choose pods of their own
  /// release alone.
  private static Stream<String> selectors(Manifest object) {
    return Stream.of("/spec/selector/matchLabels", "/spec/podSelector/matchLabels")
        .map(object::at)
        .filter(JsonNode::isObject)
        .flatMap(labels ->
            Stream.of(
                    require(
                        !labels.has("app.kubernetes.io/version") && !labels.has("helm.sh/chart"),
                        "selects by version"),
                    require(
                        labels
                            .path("app.kubernetes.io/instance")
                            .asText()
                            .equals(object.label("instance")),
                        "selects pods of other releases"))
                .flatMap(faults -> faults));
  }

  private static Stream<String> plainPasswords(Manifest object) {
    Set<String> secrets = Settings.allSecrets();
    return object
        .containers()
        .flatMap(container -> elements(container.path("env")))
        .filter(entry -> entry.has("value"))
        .filter(entry ->
            secrets.contains(entry.path("name").asText())
                && !entry.path("value").asText().startsWith("/run/secrets/"))
        .map(entry -> entry.path("name").asText() + " is given in the open");
  }
}
