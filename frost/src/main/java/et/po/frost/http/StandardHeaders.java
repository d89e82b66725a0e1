package et.po.frost.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/// The headers that every response has, whoever answers.
public final class StandardHeaders implements Handler<RoutingContext> {
  private static final String SCRIPTS = "script-src 'self'";

  /// The page of Swagger UI starts itself with a script inside the page.
  private static final String PAGE_SCRIPTS = "script-src 'self' 'unsafe-inline'";

  /// What scripts of other sites may read.
  private static final String EXPOSED =
      "Link, X-Total-Count, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset";

  private static final Map<String, String> ALWAYS =
      Map.of(
          "Access-Control-Allow-Origin", "*",
          "Access-Control-Expose-Headers", EXPOSED,
          "Vary", "Origin",
          "X-Frame-Options", "DENY",
          "X-Content-Type-Options", "nosniff",
          "X-XSS-Protection", "1; mode=block",
          "Referrer-Policy", "same-origin",
          "Strict-Transport-Security", "max-age=15552000; includeSubDomains",
          "X-DNS-Prefetch-Control", "off",
          "X-Download-Options", "noopen");

  @Override
  public void handle(RoutingContext context) {
    set(context);
    context.next();
  }

  static void set(RoutingContext context) {
    MultiMap headers = context.response().headers();
    ALWAYS.forEach(headers::set);
    String path = context.request().path();
    String scripts = isUnder("/docs", path) ? PAGE_SCRIPTS : SCRIPTS;
    headers.set("Content-Security-Policy", scripts);
    headers.set("X-Content-Security-Policy", scripts);
    headers.set("X-WebKit-CSP", scripts);
    if (isUnder("/works", path) && !context.request().method().name().equals("OPTIONS")) {
      headers.set("Access-Control-Allow-Methods", "POST,GET");
      headers.set("Access-Control-Allow-Headers", "Content-Type,token");
    }
  }

  private static boolean isUnder(String prefix, @org.jspecify.annotations.Nullable String path) {
    return path != null
        && path.regionMatches(true, 0, prefix, 0, prefix.length())
        && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
  }
}
