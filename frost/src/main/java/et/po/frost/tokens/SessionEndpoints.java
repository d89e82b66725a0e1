package et.po.frost.tokens;

import et.po.frost.http.Request;
import et.po.frost.http.Response;
import et.po.frost.http.Routes;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// `/sessions` and `/logout`: the log-ins of who logged in. `/tokens/details`: when their API
/// tokens were made and used.
public final class SessionEndpoints {
  private final Guard guard;
  private final Sessions sessions;

  public SessionEndpoints(Guard guard, Sessions sessions) {
    this.guard = guard;
    this.sessions = sessions;
  }

  public void addTo(Routes routes) {
    routes
        .get("/sessions", this::list)
        .delete("/sessions", this::endOthers)
        .delete("/sessions/:sessionId", this::end)
        .post("/logout", this::logOut)
        .get("/tokens/details", this::apiTokens);
  }

  private Response list(Request request) throws SQLException {
    Caller caller = guard.caller(request).needLogin();
    return array(
        "sessions",
        sessions.list(caller).stream().<Json>map(session -> session.json(caller.token())).toList());
  }

  private Response apiTokens(Request request) throws SQLException {
    Caller caller = guard.caller(request).needLogin();
    return array(
        "apiTokens", sessions.apiTokens(caller).stream().<Json>map(ApiToken::json).toList());
  }

  private Response end(Request request) throws SQLException {
    Caller caller = guard.caller(request).needLogin();
    sessions.end(caller, request.parameter("sessionId"));
    return Response.ok();
  }

  private Response endOthers(Request request) throws SQLException {
    sessions.endOthers(guard.caller(request).needLogin());
    return Response.ok();
  }

  private Response logOut(Request request) throws SQLException {
    sessions.logOut(guard.caller(request).needLogin());
    return Response.ok();
  }

  private static Response array(String name, List<Json> items) {
    return Response.json(new JsonObject(Map.of(name, new JsonArray(items))));
  }
}
