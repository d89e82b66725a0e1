package et.po.frost.http;

import et.po.frost.faults.Fault;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/// Answers every request while there is no database yet: try again.
public final class NotYet implements Handler<RoutingContext> {
  @Override
  public void handle(RoutingContext context) {
    Response answer =
        FaultAnswers.of(
            Fault.DATABASE_AWAY.exception(),
            Optional.ofNullable(context.request().getHeader("Accept")));
    answer.headers().forEach(context.response()::putHeader);
    context
        .response()
        .setStatusCode(answer.status())
        .putHeader("Content-Type", answer.contentType())
        // The body of the request is not read.
        .putHeader("Connection", "close")
        .end(answer.body());
  }
}
