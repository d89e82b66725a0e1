package et.po.frost.accounts;

import et.po.frost.http.Request;
import et.po.frost.http.Response;
import et.po.frost.http.Routes;
import et.po.frost.tokens.Caller;
import et.po.frost.tokens.Guard;
import et.po.frost.validation.Shape;
import java.sql.SQLException;

/// `/accounts/verify`: confirmation of addresses.
public final class VerificationEndpoints {
  private final Guard guard;
  private final Verification verification;

  public VerificationEndpoints(Guard guard, Verification verification) {
    this.guard = guard;
    this.verification = verification;
  }

  public void addTo(Routes routes) {
    routes.post("/accounts/verify", this::askAgain).get("/accounts/verify/:token", this::verify);
  }

  private Response askAgain(Request request) throws SQLException {
    Caller caller = guard.caller(request);
    Shape.empty().check(request.body());
    verification.askAgain(caller);
    return Response.ok();
  }

  private Response verify(Request request) throws SQLException {
    Caller caller = guard.callerOrBearerOf(request, request.parameter("token"));
    return Response.json(verification.verify(caller).json());
  }
}
