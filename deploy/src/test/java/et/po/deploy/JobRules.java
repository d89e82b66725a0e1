package et.po.deploy;

import static et.po.deploy.Manifest.elements;
import static et.po.deploy.Rule.require;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/// Migrations and other commands that end.
final class JobRules {
  private static final String HOOK = "helm.sh/hook";
  private static final String ARGO = "argocd.argoproj.io/hook";
  private static final String WAVE = "argocd.argoproj.io/sync-wave";

  private JobRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.each("jobs-are-hooks", object -> object.is("Job"), JobRules::hook),
        Rule.each("jobs-end", object -> object.is("Job"), JobRules::ends),
        new Rule("migration-comes-first", JobRules::first),
        Rule.each(
            "commands-wait",
            object -> object.is("CronJob"),
            object -> require(object.at("/spec/suspend").asBoolean(), "runs without being asked")));
  }

  /// A Job that stays is an immutable object that the next upgrade cannot change.
  private static Stream<String> hook(Manifest job) {
    boolean helm =
        job.annotation(HOOK).equals("pre-install,pre-upgrade")
            && job.annotation("helm.sh/hook-delete-policy").equals("before-hook-creation");
    boolean argo =
        job.annotation(ARGO).equals("Sync")
            && job.annotation("argocd.argoproj.io/hook-delete-policy").equals("BeforeHookCreation");
    return Stream.concat(
        require(
            helm != argo || isTest(job),
            "is no hook, of Helm or of Argo CD, that makes place for the next"),
        // Argo CD waits for what is no longer there.
        require(job.at("/spec/ttlSecondsAfterFinished").isMissingNode(), "removes itself"));
  }

  /// Run when somebody asks, and again when he asks again.
  private static boolean isTest(Manifest job) {
    return job.annotation(HOOK).equals("test")
        && job.annotation("helm.sh/hook-delete-policy").equals("before-hook-creation");
  }

  private static Stream<String> ends(Manifest job) {
    return Stream.of(
            require(
                job.at("/spec/backoffLimit").isInt() && job.at("/spec/backoffLimit").asInt() <= 3,
                "is tried for long"),
            require(job.at("/spec/activeDeadlineSeconds").asInt() > 0, "may take for ever"),
            require(
                job.at("/spec/template/spec/restartPolicy").asText().equals("Never"),
                "hides that it failed"))
        .flatMap(faults -> faults);
  }

  /// What a Job needs of its release is there before it: of an earlier weight or wave. Secrets are
  /// nobody's of the release.
  private static Stream<String> first(List<Manifest> release) {
    return release.stream()
        .filter(object -> object.is("Job") && !isTest(object))
        .flatMap(job -> {
          JsonNode spec = job.at("/spec/template/spec");
          Stream<String> account =
              require(
                  release.stream()
                      .anyMatch(object ->
                          object.is("ServiceAccount")
                              && object.name().equals(spec.path("serviceAccountName").asText())
                              && order(object) < order(job)),
                  "its ServiceAccount comes after it");
          Stream<String> settings =
              elements(spec.path("volumes"))
                  .filter(volume -> volume.has("configMap"))
                  .map(_ -> "needs a ConfigMap that may not be there yet");
          return Stream.of(account, settings, require(order(job) < 0, "comes with the rest"))
              .flatMap(faults -> faults)
              .map(fault -> job.id() + ": " + fault);
        });
  }

  private static int order(Manifest object) {
    String weight = object.annotation("helm.sh/hook-weight");
    String wave = object.annotation(WAVE);
    if (!weight.isEmpty()) {
      return Integer.parseInt(weight);
    }
    return wave.isEmpty() ? 0 : Integer.parseInt(wave);
  }
}
