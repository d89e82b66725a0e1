package et.po.frost.http;

import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jboss.logging.Logger;

/// Answers to whatever ended a request: the plain text that published clients read, or a problem
/// document (RFC 9457) for who accepts JSON.
final class FaultAnswers {
  private static final Logger LOG = Logger.getLogger(FaultAnswers.class);

  /// Classes of SQL states, and one with its beginning.
  private static final List<String> AWAY = List.of("08", "28", "53", "57P");

  private FaultAnswers() {}

  /// Ends a request that no route of ours sees.
  static void end(RoutingContext context, Fault fault) {
    Response answer =
        of(fault.exception(), Optional.ofNullable(context.request().getHeader("Accept")));
    answer.headers().forEach(context.response()::putHeader);
    context
        .response()
        .setStatusCode(answer.status())
        .putHeader("Content-Type", answer.contentType())
        .end(answer.body());
  }

  static Response of(Throwable failure, Optional<String> accept) {
    if (failure instanceof FaultException fault) {
      return of(fault, accept);
    }
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return of(Fault.BUSY.exception(), accept);
    }
    if (failure instanceof SQLException sql && isAway(sql)) {
      LOG.warnf("The database cannot be reached: %s", sql.getMessage());
      return of(Fault.DATABASE_AWAY.exception(), accept);
    }
    LOG.error("A request failed", failure);
    return of(Fault.INTERNAL.exception(), accept);
  }

  private static Response of(FaultException failure, Optional<String> accept) {
    Response response =
        accept.filter(FaultAnswers::takesJson).isPresent()
            ? problem(failure)
            : Response.text(failure.fault().status(), failure.sentence());
    return failure
        .retryAfter()
        .map(wait -> response.with("Retry-After", Long.toString(wait.toSeconds())))
        .orElse(response);
  }

  private static boolean takesJson(String accept) {
    String types = accept.toLowerCase(Locale.ROOT);
    return types.contains("application/json") || types.contains("application/problem+json");
  }

  private static Response problem(FaultException failure) {
    Fault fault = failure.fault();
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    members.put("type", new JsonString("about:blank"));
    members.put("title", new JsonString(fault.text().lines().findFirst().orElse("")));
    members.put("status", new JsonNumber(fault.status()));
    members.put("detail", new JsonString(failure.sentence()));
    members.put("code", new JsonString(fault.name()));
    return new Response(
        fault.status(), "application/problem+json", new JsonObject(members).text(), Map.of());
  }

  /// Connections that failed or were not to be had, servers that are starting or stopping, and one
  /// that does not know our password (yet, or any more) while it is being rotated.
  private static boolean isAway(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLTransientException
        || (state == null && String.valueOf(failure.getMessage()).contains("timeout"))
        || (state != null && AWAY.stream().anyMatch(state::startsWith));
  }
}
