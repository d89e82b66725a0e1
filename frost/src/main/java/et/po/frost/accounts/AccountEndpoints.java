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

/// `/accounts` and `/login`.
public final class AccountEndpoints {
  private static final Shape SIGN_UP =
      Shape.empty().required("email", Rules.EMAIL).required("password", Rules.NEW_PASSWORD);
  private static final Shape LOG_IN =
      Shape.empty().required("email", Rules.EMAIL).required("password", Rules.TEXT);

  private final Guard guard;
  private final Accounts accounts;
  private final SignUp signUp;
  private final LogIn logIn;

  public AccountEndpoints(Guard guard, Database database, SignUp signUp, LogIn logIn) {
    this.guard = guard;
    this.accounts = new Accounts(database);
    this.signUp = signUp;
    this.logIn = logIn;
  }

  public void addTo(Routes routes) {
    routes
        .post("/accounts", this::create)
        .post("/login", this::logIn)
        .get("/accounts/profile", this::profile);
  }

  private Response create(Request request) throws SQLException, InterruptedException {
    JsonObject body = SIGN_UP.check(request.body());
    return Response.json(signUp.signUp(text(body, "email"), text(body, "password")).json());
  }

  private Response logIn(Request request) throws SQLException, InterruptedException {
    JsonObject body = LOG_IN.check(request.body());
    return Response.json(logIn.logIn(text(body, "email"), text(body, "password")).json());
  }

  /// The caller's own profile, for clients from before issuers were part of the path.
  private Response profile(Request request) throws SQLException {
    Caller caller = guard.findCaller(request).orElseThrow(Fault.ACCOUNT_NOT_FOUND::exception);
    Account account =
        accounts.find(caller.account()).orElseThrow(Fault.ACCOUNT_NOT_FOUND::exception);
    return Response.json(Profile.forOwner(account));
  }

  private static String text(JsonObject body, String field) {
    return body.findString(field).orElseThrow();
  }
}
