package et.po.node;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Ready while the roles can do their work. A process that serves the API is ready when the API is:
/// a Bitcoin node that is away must not keep claims from being taken.
@Readiness
@ApplicationScoped
class NodeReadiness implements HealthCheck {
  private final Roles roles;

  NodeReadiness(Roles roles) {
    this.roles = roles;
  }

  @Override
  public HealthCheckResponse call() {
    Map<String, Optional<String>> problems = roles.problems();
    HealthCheckResponseBuilder response = HealthCheckResponse.named("roles");
    problems.forEach((role, problem) -> response.withData(role, problem.orElse("ok")));
    roles.problem().ifPresent(problem -> response.withData("node", problem));
    boolean able =
        problems.containsKey("api")
            ? problems.get("api").isEmpty()
            : problems.values().stream().allMatch(Optional::isEmpty);
    return response.status(able && roles.problem().isEmpty()).build();
  }
}
