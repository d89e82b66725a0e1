package et.po.deploy;

import static et.po.deploy.Manifest.elements;
import static et.po.deploy.Rule.each;
import static et.po.deploy.Rule.require;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who reaches what.
final class NetworkRules {
  /// Ports that clients may use; health and metrics of our programs are on another.
  private static final Set<String> FOR_CLIENTS = Set.of("http", "rpc", "api", "gateway");

  private NetworkRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule("default-deny", NetworkRules::covered),
        each("named-peers", object -> object.is("NetworkPolicy"), NetworkRules::peers),
        each(
            "inside-only",
            object -> object.is("Service"),
            service ->
                require(
                    service.at("/spec/type").asText("ClusterIP").equals("ClusterIP"),
                    "is reached from outside without a route")),
        new Rule("public-api-only", NetworkRules::exposed));
  }

  /// Where a release has policies, each of its pods has one of its own, for both directions.
  private static Stream<String> covered(List<Manifest> release) {
    List<Manifest> policies =
        release.stream().filter(object -> object.is("NetworkPolicy")).toList();
    if (policies.isEmpty()) {
      return Stream.empty();
    }
    Stream<String> uncovered =
        release.stream()
            .filter(object -> object.podTemplate().isPresent())
            .filter(object ->
                policies.stream()
                    .noneMatch(policy ->
                        policy
                                .at("/spec/podSelector/matchLabels/app.kubernetes.io~1component")
                                .asText()
                                .equals(object.label("component"))
                            && Manifest.chooses(
                                policy.at("/spec/podSelector/matchLabels"),
                                object.podTemplate().orElseThrow().at("/metadata/labels"))))
            .map(object -> object.id() + ": no policy says whom it talks to");
    Stream<String> halves =
        policies.stream()
            .filter(policy -> policy.at("/spec/policyTypes").size() != 2)
            .map(policy -> policy.id() + ": leaves a direction open");
    Stream<String> general =
        require(
            policies.stream()
                .anyMatch(policy ->
                    policy.at("/spec/ingress").isMissingNode()
                        && policy.at("/spec/egress").isMissingNode()
                        && policy
                            .at("/spec/podSelector/matchLabels/app.kubernetes.io~1component")
                            .isMissingNode()),
            "nothing refuses what no policy allows");
    return Stream.of(uncovered, halves, general).flatMap(faults -> faults);
  }

  private static Stream<String> peers(Manifest policy) {
    Stream<JsonNode> all =
        Stream.concat(elements(policy.at("/spec/ingress")), elements(policy.at("/spec/egress")));
    return all.flatMap(rule ->
        Stream.concat(
            require(
                rule.path("from").size() + rule.path("to").size() > 0,
                "lets everybody in, or out to everybody"),
            require(
                !rule.has("from") || rule.path("ports").size() > 0,
                "lets somebody in at any port")));
  }

  /// A route leads to a Service of the release, and a Service never to health and metrics.
  private static Stream<String> exposed(List<Manifest> release) {
    Set<String> services =
        release.stream()
            .filter(object -> object.is("Service"))
            .map(Manifest::name)
            .collect(Collectors.toSet());
    Stream<String> routes =
        release.stream()
            .filter(object -> object.is("HTTPRoute"))
            .flatMap(route ->
                Stream.concat(
                    elements(route.at("/spec/rules"))
                        .flatMap(rule -> elements(rule.path("backendRefs")))
                        .filter(backend -> !services.contains(backend.path("name").asText()))
                        .map(_ -> route.id() + ": leads to nothing of this release"),
                    require(
                        route.at("/spec/hostnames").size() > 0,
                        route.id() + ": takes every name there is")));
    Stream<String> ports =
        release.stream()
            .filter(object -> object.is("Service"))
            .flatMap(service ->
                elements(service.at("/spec/ports"))
                    .filter(port -> !FOR_CLIENTS.contains(port.path("targetPort").asText()))
                    .map(_ -> service.id() + ": leads to a port that is not for clients"));
    return Stream.concat(routes, ports);
  }
}
