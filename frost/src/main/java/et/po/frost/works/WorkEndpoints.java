package et.po.frost.works;

import et.po.frost.faults.Fault;
import et.po.frost.http.Request;
import et.po.frost.http.Response;
import et.po.frost.http.Routes;
import et.po.frost.tokens.Caller;
import et.po.frost.tokens.Guard;
import et.po.protocol.claim.ClaimId;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// `/works`: for any good token of an account whose address was confirmed.
public final class WorkEndpoints {
  private final Guard guard;
  private final Works works;

  public WorkEndpoints(Guard guard, Works works) {
    this.guard = guard;
    this.works = works;
  }

  public void addTo(Routes routes) {
    routes
        .post("/works", this::register)
        .get("/works", this::list)
        .get("/works/:workId", this::find);
  }

  private Response register(Request request) throws SQLException, InterruptedException {
    Caller caller = guard.caller(request).needVerified();
    Outcome outcome =
        works.register(caller, IdempotencyKey.of(request, caller), Posts.one(request)).getFirst();
    return switch (outcome) {
      case Outcome.Registered(_, ClaimId id) ->
          Response.json(new JsonObject(Map.of("workId", new JsonString(id.hex()))));
      case Outcome.Refused refused -> throw refused.exception();
    };
  }

  private Response list(Request request) throws SQLException, InterruptedException {
    Caller caller = guard.caller(request).needVerified();
    return Response.json(new JsonArray(List.copyOf(works.list(caller))));
  }

  private Response find(Request request) throws SQLException, InterruptedException {
    Caller caller = guard.caller(request).needVerified();
    return works
        .find(caller, request.parameter("workId"))
        .map(Response::json)
        .orElseThrow(Fault.WORK_NOT_FOUND::exception);
  }
}
