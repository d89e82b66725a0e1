package et.po.deploy;

import static et.po.deploy.Manifest.elements;
import static et.po.deploy.Rule.each;
import static et.po.deploy.Rule.require;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Servers that keep something on a disk.
final class ServerRules {
  private static final int SHORTEST_END_SECONDS = 60;

  private ServerRules() {}

  static List<Rule> all() {
    return List.of(
        server("server-keeps-its-disk", ServerRules::disk),
        server("server-probes", object -> object.containers().flatMap(ServerRules::probes)),
        server(
            "server-ends-in-time",
            object ->
                require(
                    object.at("/spec/template/spec/terminationGracePeriodSeconds").asInt()
                        >= SHORTEST_END_SECONDS,
                    "is killed while it writes down what it has")),
        server(
            "server-updates-what-is-not-ready",
            object ->
                require(
                    object.at("/spec/podManagementPolicy").asText().equals("Parallel"),
                    "keeps what is wrong for as long as it is wrong")),
        new Rule("server-is-named", ServerRules::named));
  }

  private static Rule server(String name, Function<Manifest, Stream<String>> faults) {
    return each(name, object -> object.is("StatefulSet"), faults);
  }

  private static Stream<String> disk(Manifest server) {
    List<String> claims =
        elements(server.at("/spec/volumeClaimTemplates"))
            .map(claim -> claim.at("/metadata/name").asText())
            .toList();
    JsonNode retention = server.at("/spec/persistentVolumeClaimRetentionPolicy");
    return Stream.of(
            require(!claims.isEmpty(), "keeps nothing"),
            require(
                retention.path("whenDeleted").asText().equals("Retain")
                    && retention.path("whenScaled").asText().equals("Retain"),
                "takes its disks with it"),
            server
                .containers()
                .filter(container ->
                    elements(container.path("volumeMounts"))
                        .noneMatch(mount -> claims.contains(mount.path("name").asText())))
                .map(container -> container.path("name").asText() + " does not have the disk"))
        .flatMap(faults -> faults);
  }

  /// What ends before the server starts has no ports, and no probes.
  private static Stream<String> probes(JsonNode container) {
    if (!container.has("ports")) {
      return Stream.empty();
    }
    JsonNode startup = container.path("startupProbe");
    return Stream.concat(
        require(
            !container.has("livenessProbe")
                || startup.path("periodSeconds").asInt() * startup.path("failureThreshold").asInt()
                    >= 60,
            "is given less than a minute to start"),
        require(container.has("readinessProbe"), "is never seen to be unready"));
  }

  /// Its pods have names of their own only below a Service that leads to each.
  private static Stream<String> named(List<Manifest> release) {
    return release.stream()
        .filter(object -> object.is("StatefulSet"))
        .flatMap(server ->
            require(
                release.stream()
                    .anyMatch(service ->
                        service.is("Service")
                            && service.name().equals(server.at("/spec/serviceName").asText())
                            && service.at("/spec/clusterIP").asText().equals("None")
                            && Manifest.chooses(
                                service.at("/spec/selector"),
                                server.at("/spec/template/metadata/labels"))),
                server.id() + ": its pods have no names"));
  }
}
