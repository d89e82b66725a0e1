package et.po.deploy;

import static et.po.deploy.Manifest.elements;
import static et.po.deploy.Rule.each;
import static et.po.deploy.Rule.require;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// How pods come, stay and go.
final class RolloutRules {
  /// What the programs take at least to finish what they have in hand.
  private static final int DRAIN_SECONDS = 30;

  private RolloutRules() {}

  static List<Rule> all() {
    return List.of(
        deployment("rolling-update", RolloutRules::rollingUpdate),
        deployment("probes", object -> object.containers().flatMap(RolloutRules::probes)),
        deployment("graceful-end", RolloutRules::gracefulEnd),
        deployment("ports", object -> object.containers().flatMap(RolloutRules::ports)),
        deployment("spread", RolloutRules::spread));
  }

  private static Rule deployment(String name, Function<Manifest, Stream<String>> faults) {
    return each(name, object -> object.is("Deployment"), faults);
  }

  private static Stream<String> rollingUpdate(Manifest deployment) {
    JsonNode strategy = deployment.at("/spec/strategy");
    boolean rolls =
        strategy.at("/rollingUpdate/maxUnavailable").asText().equals("0")
            && strategy.at("/rollingUpdate/maxSurge").asText().equals("25%");
    boolean alone =
        strategy.path("type").asText().equals("Recreate")
            && deployment.at("/spec/replicas").asInt() == 1;
    return Stream.concat(
        require(rolls || alone, "is away while it is updated"),
        Stream.of("minReadySeconds", "progressDeadlineSeconds", "revisionHistoryLimit")
            .filter(name -> deployment.at("/spec/" + name).asInt() <= 0)
            .map(name -> name + " is not set"));
  }

  private static Stream<String> probes(JsonNode container) {
    JsonNode startup = container.path("startupProbe");
    return Stream.of(
            probe(container, "startupProbe", "/q/health/started"),
            probe(container, "readinessProbe", "/q/health/ready"),
            probe(container, "livenessProbe", "/q/health/live"),
            require(
                startup.path("periodSeconds").asInt() * startup.path("failureThreshold").asInt()
                    >= 60,
                "is given less than a minute to start"))
        .flatMap(faults -> faults);
  }

  private static Stream<String> probe(JsonNode container, String probe, String path) {
    JsonNode get = container.path(probe).path("httpGet");
    return Stream.concat(
        require(get.path("path").asText().equals(path), probe + " does not ask " + path),
        require(
            get.path("port").asText().equals("management"), probe + " asks the port of clients"));
  }

  private static Stream<String> gracefulEnd(Manifest deployment) {
    int grace = deployment.at("/spec/template/spec/terminationGracePeriodSeconds").asInt();
    return deployment
        .containers()
        .flatMap(container -> {
          int pause = container.at("/lifecycle/preStop/sleep/seconds").asInt();
          boolean serves = port(container, "http").isPresent();
          return Stream.concat(
              require(!serves || pause > 0, "ends while requests are still sent to it"),
              require(grace > pause + DRAIN_SECONDS, "is killed before it can have ended"));
        });
  }

  private static Stream<String> ports(JsonNode container) {
    return Stream.concat(
        require(port(container, "management").isPresent(), "has no port called management"),
        elements(container.path("ports"))
            .map(port -> port.path("name").asText())
            .filter(name -> !name.equals("http") && !name.equals("management"))
            .map(name -> "has a port called " + name));
  }

  static Optional<Integer> port(JsonNode container, String name) {
    return elements(container.path("ports"))
        .filter(port -> port.path("name").asText().equals(name))
        .map(port -> port.path("containerPort").asInt())
        .findFirst();
  }

  private static Stream<String> spread(Manifest deployment) {
    JsonNode spec = deployment.at("/spec/template/spec/topologySpreadConstraints");
    return Stream.concat(
        require(
            elements(spec)
                .anyMatch(one ->
                    one.path("topologyKey").asText().equals("kubernetes.io/hostname")
                        && one.path("whenUnsatisfiable").asText().equals("ScheduleAnyway")),
            "is not spread over nodes, or must be"),
        elements(spec).flatMap(one -> spread(deployment, one)));
  }

  private static Stream<String> spread(Manifest deployment, JsonNode one) {
    boolean zone = one.path("topologyKey").asText().equals("topology.kubernetes.io/zone");
    return Stream.of(
            require(
                one.at("/matchLabelKeys/0").asText().equals("pod-template-hash"),
                "counts old pods when it spreads new ones"),
            require(
                one.at("/labelSelector/matchLabels")
                    .equals(deployment.at("/spec/selector/matchLabels")),
                "counts other pods than its own"),
            require(
                !zone
                    || (one.path("maxSkew").asInt() == 1
                        && one.path("minDomains").asInt() > 0
                        && one.path("whenUnsatisfiable").asText().equals("DoNotSchedule")),
                "may have all its pods in one zone"))
        .flatMap(faults -> faults);
  }
}
