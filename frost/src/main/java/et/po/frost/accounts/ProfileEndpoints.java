package et.po.frost.accounts;

import et.po.frost.database.Database;
import et.po.frost.faults.Fault;
import et.po.frost.http.Request;
import et.po.frost.http.Response;
import et.po.frost.http.Routes;
import et.po.frost.tokens.Caller;
import et.po.frost.tokens.Guard;
import et.po.frost.validation.Rules;
import et.po.frost.validation.Shape;
import et.po.protocol.json.JsonObject;
import java.sql.SQLException;
import java.util.Optional;

/// Profiles, under `/accounts`.
public final class ProfileEndpoints {
  private static final Shape QUERY = Shape.empty().optional("issuer", Rules.TEXT);

  private final Guard guard;
  private final Accounts accounts;
  private final ProfileChange change;

  public ProfileEndpoints(Guard guard, Database database, ProfileChange change) {
    this.guard = guard;
    this.accounts = new Accounts(database);
    this.change = change;
  }

  public void addTo(Routes routes) {
    routes
        // Before the issuers: for clients from before these were part of the path.
        .get("/accounts/profile", this::showCallers)
        .get("/accounts", this::showQueried)
        .get("/accounts/:issuer", this::show)
        .patch("/accounts/:issuer", this::change);
  }

  private Response showCallers(Request request) throws SQLException {
    Caller caller = guard.findCaller(request).orElseThrow(Fault.ACCOUNT_NOT_FOUND::exception);
    return profile(accounts.find(caller.account()), Optional.of(caller));
  }

  private Response showQueried(Request request) throws SQLException {
    Optional<String> issuer = QUERY.check(request.queryObject()).findString("issuer");
    Optional<Caller> caller = guard.findCaller(request);
    return profile(
        accounts.findByIssuer(issuer.orElseThrow(Fault.ACCOUNT_NOT_FOUND::exception)), caller);
  }

  private Response show(Request request) throws SQLException {
    Optional<Caller> caller = guard.findCaller(request);
    return profile(accounts.findByIssuer(request.parameter("issuer")), caller);
  }

  private static Response profile(Optional<Account> found, Optional<Caller> caller) {
    Account account = found.orElseThrow(Fault.ACCOUNT_NOT_FOUND::exception);
    boolean own = caller.filter(is -> is.account().equals(account.id())).isPresent();
    return Response.json(own ? Profile.forOwner(account) : Profile.forOthers(account));
  }

  private Response change(Request request) throws SQLException {
    Caller caller = guard.caller(request);
    JsonObject body = ProfileChange.SHAPE.check(request.body());
    if (!request.parameter("issuer").equals(caller.issuer())) {
      throw Fault.NOT_AUTHORIZED.exception();
    }
    return Response.json(change.change(caller, body));
  }
}
