package et.po.deploy;

import static et.po.deploy.Manifest.elements;
import static et.po.deploy.Rule.require;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/// What is watched, and what one does about it.
final class MonitoringRules {
  static final String RUNBOOKS = "https://github.com/poetapp/poet/blob/main/";

  private MonitoringRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule("monitored", MonitoringRules::monitored),
        Rule.each(
            "runbooks",
            object -> object.is("PrometheusRule"),
            rule ->
                elements(rule.at("/spec/groups"))
                    .flatMap(group -> elements(group.path("rules")))
                    .filter(alert -> alert.has("alert"))
                    .flatMap(MonitoringRules::runbook)));
  }

  /// Where one Deployment is watched, all are.
  private static Stream<String> monitored(List<Manifest> release) {
    List<Manifest> monitors = release.stream().filter(object -> object.is("PodMonitor")).toList();
    if (monitors.isEmpty()) {
      return Stream.empty();
    }
    return release.stream()
        .filter(object -> object.is("Deployment"))
        .flatMap(deployment ->
            require(
                monitors.stream()
                    .anyMatch(monitor ->
                        monitor.at("/spec/podMetricsEndpoints/0/port").asText().equals("management")
                            && monitor
                                .at("/spec/podMetricsEndpoints/0/path")
                                .asText()
                                .equals("/metrics")
                            && Manifest.chooses(
                                monitor.at("/spec/selector/matchLabels"),
                                deployment.at("/spec/template/metadata/labels"))),
                deployment.id() + ": nobody reads its metrics"));
  }

  private static Stream<String> runbook(JsonNode alert) {
    String url = alert.at("/annotations/runbook_url").asText();
    String name = alert.path("alert").asText();
    return Stream.concat(
        require(
            url.startsWith(RUNBOOKS)
                && url.endsWith("/" + name + ".md")
                && Files.exists(Tree.ROOT.resolve(url.substring(RUNBOOKS.length()))),
            name + " has no runbook"),
        require(
            !alert.at("/annotations/summary").asText().isEmpty()
                && !alert.at("/labels/severity").asText().isEmpty(),
            name + " does not say what is wrong, and how badly"));
  }
}
