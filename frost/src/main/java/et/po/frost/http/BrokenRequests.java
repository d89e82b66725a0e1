package et.po.frost.http;

import et.po.frost.faults.Fault;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/// Answers requests that the server gives up before anything of ours sees them: those without a
/// usable `Host`. They are their senders' mistakes, and nothing to log.
public final class BrokenRequests implements Handler<RoutingContext> {
  @Override
  public void handle(RoutingContext context) {
    if (context.statusCode() != Fault.MALFORMED_REQUEST.status()) {
      context.next();
      return;
    }
    StandardHeaders.set(context);
    FaultAnswers.end(context, Fault.MALFORMED_REQUEST);
  }
}
