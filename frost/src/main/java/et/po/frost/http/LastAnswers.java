package et.po.frost.http;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Sends clients elsewhere while this process, which has been told to end, still answers: each
/// answer is the last on its connection (RFC 9112, section 9.6). A balancer chooses for new
/// connections alone, so that clients that keep theirs would be here until it breaks.
@ApplicationScoped
class LastAnswers {
  private static final int BEFORE_ALL = Integer.MIN_VALUE;

  private volatile boolean isEnding;

  void install(@Observes Router router) {
    router.route().order(BEFORE_ALL).handler(this::handle);
  }

  void onEnding(@Observes ShutdownDelayInitiatedEvent event) {
    isEnding = true;
  }

  private void handle(RoutingContext context) {
    if (isEnding) {
      context.response().putHeader("Connection", "close");
    }
    context.next();
  }
}
