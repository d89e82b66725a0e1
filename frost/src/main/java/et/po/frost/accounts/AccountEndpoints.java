package et.po.frost.accounts;

import et.po.frost.audit.Actor;
import et.po.frost.http.Request;
import et.po.frost.http.Response;
import et.po.frost.http.Routes;
import et.po.frost.limits.ClientLimits;
import et.po.frost.validation.Rules;
import et.po.frost.validation.Shape;
import et.po.protocol.json.JsonObject;
import java.sql.SQLException;

/// Sign-up and log-in.
public final class AccountEndpoints {
  private static final Shape SIGN_UP =
      Shape.empty().required("email", Rules.EMAIL).required("password", Rules.NEW_PASSWORD);
  private static final Shape LOG_IN =
      Shape.empty().required("email", Rules.EMAIL).required("password", Rules.TEXT);

  private final SignUp signUp;
  private final LogIn logIn;
  private final ClientLimits limits;

  public AccountEndpoints(SignUp signUp, LogIn logIn, ClientLimits limits) {
    this.signUp = signUp;
    this.logIn = logIn;
    this.limits = limits;
  }

  public void addTo(Routes routes) {
    routes
        .post("/accounts", limits.signUps().perAddress(this::create))
        .post("/login", limits.logIns().perAddress(this::logIn));
  }

  private Response create(Request request) throws SQLException, InterruptedException {
    JsonObject body = SIGN_UP.check(request.body());
    Actor by = Actor.stranger(request.client());
    return Response.json(signUp.signUp(text(body, "email"), text(body, "password"), by).json());
  }

  private Response logIn(Request request) throws SQLException, InterruptedException {
    JsonObject body = LOG_IN.check(request.body());
    Actor by = Actor.stranger(request.client());
    return Response.json(logIn.logIn(text(body, "email"), text(body, "password"), by).json());
  }

  private static String text(JsonObject body, String field) {
    return body.findString(field).orElseThrow();
  }
}
