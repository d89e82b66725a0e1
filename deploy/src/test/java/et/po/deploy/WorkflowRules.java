package et.po.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What workflows have to be beyond what GitHub accepts.
final class WorkflowRules {
  private static final Pattern PINNED =
      Pattern.compile("\\./\\.github/workflows/[a-z-]+\\.yml|[\\w.-]+/[\\w./-]+@[0-9a-f]{40}");

  /// One command of the tree, so that it can be run anywhere; values come to it by the environment.
  private static final Pattern COMMAND =
      Pattern.compile("(?:sudo --preserve-env=JAVA_HOME,PATH )?\\.ci/([a-z-]+)(?: [^\\n;&|`]*)?");

  private WorkflowRules() {}

  /// What is wrong with it, in sentences.
  static List<String> faults(JsonNode workflow) {
    List<String> faults = new ArrayList<>();
    require(faults, workflow.has("permissions"), "permissions are GitHub's default");
    require(
        faults,
        workflow.path("permissions").isEmpty()
            || workflow.path("permissions").toString().equals("{\"contents\":\"read\"}"),
        "every job may more than read");
    require(faults, workflow.at("/concurrency/group").isTextual(), "no concurrency group");
    workflow.path("jobs").properties().forEach(job -> job(faults, job));
    return faults;
  }

  private static void job(List<String> faults, Map.Entry<String, JsonNode> named) {
    String name = named.getKey();
    JsonNode job = named.getValue();
    if (job.has("uses")) {
      require(faults, isPinned(job), name + ": not pinned: " + job.path("uses").asText());
    } else {
      require(faults, job.has("timeout-minutes"), name + ": runs as long as it likes");
    }
    require(faults, !job.has("env"), name + ": every step has its values");
    require(
        faults,
        !job.toString().contains("secrets.") || job.has("environment"),
        name + ": secrets without an environment that guards them");
    for (JsonNode step : job.path("steps")) {
      step(faults, name, step);
    }
  }

  private static void step(List<String> faults, String job, JsonNode step) {
    if (step.has("uses")) {
      require(faults, isPinned(step), job + ": not pinned: " + step.path("uses").asText());
      require(
          faults,
          !step.path("uses").asText().startsWith("actions/checkout@")
              || step.at("/with/persist-credentials").asText().equals("false"),
          job + ": the token stays in the checkout");
    }
    if (step.has("run")) {
      String run = step.path("run").asText();
      var command = COMMAND.matcher(run);
      require(
          faults,
          command.matches()
              && Files.isExecutable(Tree.ROOT.resolve(".ci").resolve(command.group(1))),
          job + ": no command of the tree: " + run);
      require(faults, !run.contains("${{"), job + ": a value becomes part of a command: " + run);
    }
  }

  private static boolean isPinned(JsonNode using) {
    return PINNED.matcher(using.path("uses").asText()).matches();
  }

  private static void require(List<String> faults, boolean holds, String otherwise) {
    if (!holds) {
      faults.add(otherwise);
    }
  }

  /// The tree's commands that steps call.
  static List<String> commands(JsonNode workflow) {
    return workflow.findValuesAsText("run").stream()
        .map(COMMAND::matcher)
        .filter(Matcher::matches)
        .map(command -> command.group(1))
        .distinct()
        .sorted()
        .toList();
  }
}
