package et.po.frost.works;

import et.po.frost.faults.Fault;
import et.po.frost.http.Request;
import et.po.frost.http.Response;
import et.po.frost.http.Routes;
import et.po.frost.node.WorkPage;
import et.po.frost.tokens.Caller;
import et.po.frost.tokens.Guard;
import et.po.protocol.claim.ClaimId;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// `/works` and `/claims`: for any good token of an account whose address was confirmed.
public final class WorkEndpoints {
  private final Guard guard;
  private final Works works;
  private final WorkLinks links;
  private final int largestWork;

  /// @param largestWork how many bytes a work may have, alone or as one of many
  public WorkEndpoints(Guard guard, Works works, WorkLinks links, int largestWork) {
    this.guard = guard;
    this.works = works;
    this.links = links;
    this.largestWork = largestWork;
  }

  public void addTo(Routes routes) {
    routes
        .postLines("/works", this::register)
        .get("/works", this::list)
        .get("/works/:workId", this::find)
        .post("/claims", this::take);
  }

  private Response register(Request request) throws SQLException, InterruptedException {
    Caller caller = guard.caller(request).needVerified();
    Optional<IdempotencyKey> key = IdempotencyKey.of(request, caller);
    if (request.hasLines()) {
      return lines(works.register(caller, key, Posts.lines(request, largestWork)));
    }
    return switch (works.register(caller, key, Posts.one(request)).getFirst()) {
      case Outcome.Registered(_, ClaimId id) -> registered(caller, id);
      case Outcome.Refused refused -> throw refused.exception();
    };
  }

  private static Response lines(List<Outcome> outcomes) {
    if (outcomes.stream().allMatch(Outcome.Refused.class::isInstance)
        && outcomes.stream().anyMatch(Outcome::passes)) {
      throw Fault.NODE_AWAY.exception();
    }
    String text =
        outcomes.stream()
            .map(outcome -> outcome.json().text() + "\n")
            .collect(Collectors.joining());
    return new Response(200, "application/x-ndjson", text, Map.of());
  }

  private Response take(Request request) throws SQLException, InterruptedException {
    Caller caller = guard.caller(request).needVerified();
    return registered(caller, works.take(caller, request.body()));
  }

  private Response registered(Caller caller, ClaimId id) {
    return Response.json(new JsonObject(Map.of("workId", new JsonString(id.hex()))))
        .with("Link", links.of(caller.network(), id));
  }

  private Response list(Request request) throws SQLException, InterruptedException {
    Caller caller = guard.caller(request).needVerified();
    Paging paging = Paging.of(request);
    WorkPage page = works.list(caller, paging);
    List<Json> listed =
        page.works().stream()
            // A node also lists works of which it has read no more than the anchor yet.
            .filter(work -> work.findObject("claim").isPresent())
            .<Json>map(work -> paging.ids() ? withId(work) : work.findObject("claim").get())
            .limit(paging.limit())
            .toList();
    Response response =
        Response.json(new JsonArray(listed)).with("X-Total-Count", Long.toString(page.total()));
    Optional<String> beside = paging.links(page.total());
    return beside.isPresent() ? response.with("Link", beside.get()) : response;
  }

  private static JsonObject withId(JsonObject work) {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    for (String name : List.of("id", "issuanceDate", "claim", "anchor")) {
      work.find(name).ifPresent(value -> members.put(name, value));
    }
    return new JsonObject(members);
  }

  private Response find(Request request) throws SQLException, InterruptedException {
    Caller caller = guard.caller(request).needVerified();
    String text = request.parameter("workId");
    JsonObject claim = works.find(caller, text).orElseThrow(Fault.WORK_NOT_FOUND::exception);
    return Response.json(claim).with("Link", links.of(caller.network(), new ClaimId(text)));
  }
}
