package et.po.node.api;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/// Answers requests that the server gives up before anything of ours sees them: those without a
/// usable `Host`. They are their senders' mistakes, and nothing to log.
@ApplicationScoped
class BrokenRequests {
  private static final String SENTENCE = "The request is malformed: it has no usable Host header.";

  void install(@Observes Router router) {
    router.route().order(Integer.MIN_VALUE).failureHandler(BrokenRequests::answer);
  }

  private static void answer(RoutingContext context) {
    if (context.statusCode() != 400) {
      context.next();
      return;
    }
    String accept = Optional.ofNullable(context.request().getHeader("Accept")).orElse("");
    HttpServerResponse response = Transport.secured(context).setStatusCode(400);
    if (ProblemDetails.areWanted(accept)) {
      response
          .putHeader("Content-Type", "application/problem+json")
          .end(ProblemDetails.of(400, "REQUEST_MALFORMED", "Bad Request", SENTENCE));
    } else {
      response.putHeader("Content-Type", "text/plain;charset=UTF-8").end(SENTENCE);
    }
  }
}
