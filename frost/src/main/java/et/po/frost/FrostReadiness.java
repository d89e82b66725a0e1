package et.po.frost;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready while Frost waits for its database at the start.
@Readiness
@ApplicationScoped
class FrostReadiness implements HealthCheck {
  private final Opening opening;

  FrostReadiness(FrostServer server) {
    this.opening = server.opening();
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("frost")
        .status(opening.problem().isEmpty())
        .withData("frost", opening.problem().orElse("ok"))
        .build();
  }
}
