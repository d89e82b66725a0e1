package et.po.frost;

import et.po.frost.http.RequestWatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/// Counts and times answers as `frost_requests_seconds`, by route and never by path, so that the
/// series stay few and say nothing of anybody.
final class RequestMetrics implements RequestWatch {
  private final MeterRegistry registry;

  RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void answered(String method, String route, int status, Duration took) {
    Timer.builder("frost.requests")
        .description("Answers and how long they took")
        .tag("method", method)
        .tag("route", route)
        .tag("status", Integer.toString(status))
        .register(registry)
        .record(took);
  }
}
