package et.po.frost.tokens;

import et.po.frost.http.Request;
import et.po.frost.http.Response;
import et.po.frost.http.Routes;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// `/tokens`: the API tokens of who logged in.
public final class TokenEndpoints {
  private final Guard guard;
  private final Tokens tokens;

  public TokenEndpoints(Tokens tokens) {
    this.guard = tokens.guard();
    this.tokens = tokens;
  }

  public void addTo(Routes routes) {
    routes
        .post("/tokens", this::create)
        .get("/tokens", this::list)
        .delete("/tokens/:tokenId", this::revoke);
  }

  private Response create(Request request) throws SQLException {
    Caller caller = guard.caller(request).needLogin();
    // Whatever else is asked for is the test network, as it has always been.
    boolean live = request.object().findString("network").filter("live"::equals).isPresent();
    String token = tokens.issueApiToken(caller, live ? Network.LIVE : Network.TEST);
    return Response.json(new JsonObject(Map.of("apiToken", new JsonString(token))));
  }

  private Response list(Request request) throws SQLException {
    Caller caller = guard.caller(request).needLogin();
    List<Json> texts =
        tokens.apiTokens(caller.account()).stream().<Json>map(JsonString::new).toList();
    return Response.json(new JsonObject(Map.of("apiTokens", new JsonArray(texts))));
  }

  private Response revoke(Request request) throws SQLException {
    Caller caller = guard.caller(request).needLogin();
    tokens.revokeApiToken(caller, request.parameter("tokenId"));
    return Response.ok();
  }
}
