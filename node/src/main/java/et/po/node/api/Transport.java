package et.po.node.api;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Optional;

/// What every answer carries: security headers, and leave for pages of any origin to read it.
@ApplicationScoped
class Transport {
  private static final int FIRST = 1000;
  private static final Map<String, String> SECURITY =
      Map.of(
          "X-Frame-Options", "DENY",
          "X-Content-Type-Options", "nosniff",
          "X-XSS-Protection", "1; mode=block",
          "Referrer-Policy", "same-origin",
          "Strict-Transport-Security", "max-age=15552000; includeSubDomains",
          "X-DNS-Prefetch-Control", "off",
          "X-Download-Options", "noopen",
          "Vary", "Origin");

  /// Swagger UI brings scripts in its page; nothing else here does.
  private static final String POLICY = "script-src 'self'";

  private static final String DOCS_POLICY = "script-src 'self' 'unsafe-inline'";

  void install(@Observes Filters filters) {
    filters.register(Transport::apply, FIRST);
  }

  private static void apply(RoutingContext context) {
    HttpServerResponse response = secured(context);
    if (context.request().method() == HttpMethod.OPTIONS) {
      preflight(context.request(), response);
    } else {
      context.next();
    }
  }

  /// The answer that is begun, with the headers that every one has.
  static HttpServerResponse secured(RoutingContext context) {
    HttpServerResponse response = context.response();
    SECURITY.forEach(response::putHeader);
    String path = Optional.ofNullable(context.request().path()).orElse("");
    String policy = path.startsWith("/docs") ? DOCS_POLICY : POLICY;
    response.putHeader("Content-Security-Policy", policy);
    response.putHeader("X-Content-Security-Policy", policy);
    response.putHeader("X-WebKit-CSP", policy);
    String origin = context.request().getHeader("Origin");
    response.putHeader("Access-Control-Allow-Origin", origin == null ? "*" : origin);
    response.putHeader("Access-Control-Expose-Headers", "X-Total-Count");
    return response;
  }

  private static void preflight(HttpServerRequest request, HttpServerResponse response) {
    response.putHeader("Access-Control-Allow-Methods", "GET,HEAD,PUT,POST,DELETE");
    String headers = request.getHeader("Access-Control-Request-Headers");
    if (headers != null) {
      response.putHeader("Access-Control-Allow-Headers", headers);
    }
    response.setStatusCode(204).end();
  }
}
