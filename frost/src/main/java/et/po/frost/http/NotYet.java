package et.po.frost.http;

import et.po.frost.faults.Fault;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/// Answers every request while there is no database yet: try again.
public final class NotYet implements Handler<RoutingContext> {
  @Override
  public void handle(RoutingContext context) {
    // The body of the request is not read.
    context.response().putHeader("Connection", "close");
    FaultAnswers.end(context, Fault.DATABASE_AWAY);
  }
}
