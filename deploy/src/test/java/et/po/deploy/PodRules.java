package et.po.deploy;

import static et.po.deploy.Manifest.elements;
import static et.po.deploy.Rule.each;
import static et.po.deploy.Rule.require;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What every pod is like, whoever makes it.
final class PodRules {
  private static final Pattern IMAGE = Pattern.compile("[^@]+@sha256:[0-9a-f]{64}");
  private static final Pattern OPTION =
      Pattern.compile("-XX:(MaxDirectMemorySize|MaxMetaspaceSize|ReservedCodeCacheSize)=([0-9]+)m");
  private static final Pattern HEAP = Pattern.compile("-XX:MaxRAMPercentage=([0-9]+)");
  private static final Set<String> VOLUMES =
      Set.of("emptyDir", "secret", "projected", "configMap", "downwardAPI");

  private PodRules() {}

  static List<Rule> all() {
    return List.of(
        pod("restricted-pod", PodRules::restrictedPod),
        container("restricted-container", PodRules::restrictedContainer),
        pod("service-account", PodRules::serviceAccount),
        pod(
            "no-service-links",
            spec ->
                require(
                    spec.path("enableServiceLinks").isBoolean()
                        && !spec.path("enableServiceLinks").asBoolean(),
                    "Services become settings: enableServiceLinks is not false")),
        pod("volumes", PodRules::volumes),
        pod("instance-group", PodRules::instanceGroup),
        container("image", PodRules::image),
        container("resources", PodRules::resources),
        each(
            "jvm",
            object -> !object.is("StatefulSet"),
            object -> object.containers().flatMap(PodRules::jvm)),
        container("environment", PodRules::environment),
        each(
            "config-checksum",
            object -> object.podTemplate().isPresent(),
            object ->
                require(
                    object
                            .podTemplate()
                            .orElseThrow()
                            .at("/metadata/annotations/checksum~1config")
                            .asText()
                            .length()
                        == 64,
                    "has no checksum/config")));
  }

  private static Rule pod(String name, Function<JsonNode, Stream<String>> faults) {
    return each(
        name,
        object -> object.podTemplate().isPresent(),
        object -> faults.apply(object.podTemplate().orElseThrow().path("spec")));
  }

  private static Rule container(String name, Function<JsonNode, Stream<String>> faults) {
    return each(name, _ -> true, object -> object.containers().flatMap(faults));
  }

  private static Stream<String> restrictedPod(JsonNode spec) {
    JsonNode context = spec.path("securityContext");
    return Stream.of(
            require(context.path("runAsNonRoot").asBoolean(), "may run as root"),
            require(context.path("runAsUser").asInt() > 0, "runs as root"),
            require(
                context.at("/seccompProfile/type").asText().equals("RuntimeDefault"),
                "has no seccomp profile"),
            require(
                !spec.has("hostNetwork") && !spec.has("hostPID") && !spec.has("hostIPC"),
                "shares something with its node"))
        .flatMap(faults -> faults);
  }

  private static Stream<String> restrictedContainer(JsonNode container) {
    JsonNode context = container.path("securityContext");
    return Stream.of(
            require(
                context.path("allowPrivilegeEscalation").isBoolean()
                    && !context.path("allowPrivilegeEscalation").asBoolean(),
                "may get more rights"),
            require(
                context.path("readOnlyRootFilesystem").asBoolean(),
                "may write to its root file system"),
            require(
                context.at("/capabilities/drop/0").asText().equals("ALL")
                    && !context.path("capabilities").has("add"),
                "has capabilities"),
            require(!context.path("privileged").asBoolean(), "is privileged"))
        .flatMap(faults -> faults);
  }

  private static Stream<String> serviceAccount(JsonNode spec) {
    return Stream.concat(
        require(
            !spec.path("serviceAccountName").asText("default").equals("default"),
            "has no ServiceAccount of its own"),
        require(
            spec.path("automountServiceAccountToken").isBoolean()
                && !spec.path("automountServiceAccountToken").asBoolean(),
            "is given a token for the API server"));
  }

  private static Stream<String> volumes(JsonNode spec) {
    return elements(spec.path("volumes"))
        .flatMap(volume ->
            Stream.concat(
                require(
                    VOLUMES.stream().anyMatch(volume::has),
                    volume.path("name").asText() + " outlives the pod, or is its node's"),
                require(
                    !volume.has("emptyDir") || volume.path("emptyDir").has("sizeLimit"),
                    volume.path("name").asText() + " has no bound")));
  }

  private static Stream<String> instanceGroup(JsonNode spec) {
    return Stream.concat(
        require(!spec.has("nodeSelector"), "chooses nodes by other than the instance group"),
        elements(spec.path("tolerations"))
            .flatMap(toleration ->
                require(
                    toleration.path("key").asText().equals("dedicated")
                        && toleration.path("operator").asText().equals("Equal")
                        && !toleration.path("value").asText().isEmpty(),
                    "tolerates more than the taint of one instance group")));
  }

  private static Stream<String> image(JsonNode container) {
    return Stream.concat(
        require(
            IMAGE.matcher(container.path("image").asText()).matches(),
            "its image is not named by digest alone"),
        require(
            container.path("imagePullPolicy").asText().equals("IfNotPresent"),
            "fetches an image that it has"));
  }

  private static Stream<String> resources(JsonNode container) {
    JsonNode resources = container.path("resources");
    return Stream.of(
            require(!resources.at("/requests/cpu").isMissingNode(), "requests no processor time"),
            require(resources.at("/limits/cpu").isMissingNode(), "has its processor time limited"),
            require(
                !resources.at("/limits/memory").isMissingNode()
                    && resources.at("/limits/memory").equals(resources.at("/requests/memory")),
                "does not request the memory that it may use"))
        .flatMap(faults -> faults);
  }

  private static Stream<String> jvm(JsonNode container) {
    List<String> command = elements(container.path("command")).map(JsonNode::asText).toList();
    int memory = mebibytes(container.at("/resources/limits/memory").asText());
    int heap =
        command.stream()
            .map(HEAP::matcher)
            .filter(Matcher::matches)
            .mapToInt(option -> memory * Integer.parseInt(option.group(1)) / 100)
            .sum();
    List<Matcher> others = command.stream().map(OPTION::matcher).filter(Matcher::matches).toList();
    int other = others.stream().mapToInt(option -> Integer.parseInt(option.group(2))).sum();
    return Stream.of(
            require(heap > 0 && others.size() == 3, "its JVM has parts without a bound"),
            require(heap + other < memory, "its JVM may take more than the container has"),
            require(
                command.contains("-XX:+ExitOnOutOfMemoryError"),
                "its JVM goes on when it is out of memory"))
        .flatMap(faults -> faults);
  }

  private static int mebibytes(String quantity) {
    if (quantity.endsWith("Gi")) {
      return 1024 * Integer.parseInt(quantity.replace("Gi", ""));
    }
    return quantity.endsWith("Mi") ? Integer.parseInt(quantity.replace("Mi", "")) : 0;
  }

  private static Stream<String> environment(JsonNode container) {
    Set<String> names = new HashSet<>();
    return Stream.concat(
        elements(container.path("env"))
            .map(entry -> entry.path("name").asText())
            .filter(name -> !names.add(name))
            .map(name -> name + " is given twice")
            .toList()
            .stream(),
        require(!container.has("envFrom"), "takes settings whose names the chart does not know"));
  }
}
