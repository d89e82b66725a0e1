package et.po.deploy;

import static et.po.deploy.Manifest.elements;
import static et.po.deploy.Rule.require;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How many pods there are, and how many may be away.
final class ScalingRules {
  private ScalingRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule("replicas-or-autoscaler", ScalingRules::owner),
        Rule.each(
            "autoscaler", object -> object.is("HorizontalPodAutoscaler"), ScalingRules::scaler),
        new Rule("disruption-budget", ScalingRules::budget));
  }

  private static Optional<Manifest> scalerOf(Manifest deployment, List<Manifest> release) {
    return release.stream()
        .filter(object ->
            object.is("HorizontalPodAutoscaler")
                && object.at("/spec/scaleTargetRef/name").asText().equals(deployment.name()))
        .findFirst();
  }

  private static Stream<String> owner(List<Manifest> release) {
    return deployments(release)
        .flatMap(deployment ->
            require(
                deployment.at("/spec/replicas").isMissingNode()
                    == scalerOf(deployment, release).isPresent(),
                deployment.id() + ": exactly one of replicas and an autoscaler says how many"));
  }

  private static Stream<String> scaler(Manifest scaler) {
    Set<String> resources =
        elements(scaler.at("/spec/metrics"))
            .filter(metric -> metric.path("type").asText().equals("ContainerResource"))
            .map(metric -> metric.at("/containerResource/name").asText())
            .collect(Collectors.toSet());
    JsonNode behavior = scaler.at("/spec/behavior");
    return Stream.of(
            require(
                resources.equals(Set.of("cpu", "memory")),
                "does not look at processor time and memory of the container"),
            require(scaler.at("/spec/minReplicas").asInt() >= 2, "goes below two"),
            require(
                scaler.at("/spec/maxReplicas").asInt() >= scaler.at("/spec/minReplicas").asInt(),
                "has a most below its least"),
            require(
                behavior.at("/scaleDown/stabilizationWindowSeconds").asInt() >= 300,
                "takes pods away that may be needed again"),
            require(behavior.at("/scaleUp/policies").size() > 0, "adds any number of pods at once"))
        .flatMap(faults -> faults);
  }

  private static Stream<String> budget(List<Manifest> release) {
    return deployments(release)
        .flatMap(deployment -> {
          int pods =
              scalerOf(deployment, release)
                  .map(scaler -> scaler.at("/spec/minReplicas").asInt())
                  .orElseGet(() -> deployment.at("/spec/replicas").asInt());
          List<Manifest> budgets =
              release.stream()
                  .filter(object ->
                      object.is("PodDisruptionBudget")
                          && Manifest.chooses(
                              object.at("/spec/selector/matchLabels"),
                              deployment.at("/spec/template/metadata/labels")))
                  .toList();
          return Stream.concat(
                  require(
                      budgets.size() == (pods >= 2 ? 1 : 0),
                      "one that always has two pods has a budget, and no other"),
                  budgets.stream().flatMap(ScalingRules::budget))
              .map(fault -> deployment.id() + ": " + fault);
        });
  }

  private static Stream<String> budget(Manifest budget) {
    return Stream.of(
            require(budget.at("/spec/maxUnavailable").asInt() == 1, "lets not one pod be away"),
            require(budget.at("/spec/minAvailable").isMissingNode(), "says it in two ways"),
            require(
                budget.at("/spec/unhealthyPodEvictionPolicy").asText().equals("AlwaysAllow"),
                "keeps a node for a pod that is not well"))
        .flatMap(faults -> faults);
  }

  private static Stream<Manifest> deployments(List<Manifest> release) {
    return release.stream().filter(object -> object.is("Deployment") || object.is("StatefulSet"));
  }
}
