package et.po.frost.accounts;

import et.po.frost.audit.Actor;
import et.po.frost.faults.Fault;
import et.po.frost.http.Request;
import et.po.frost.http.Response;
import et.po.frost.http.Routes;
import et.po.frost.limits.ClientLimits;
import et.po.frost.limits.RateLimit;
import et.po.frost.tokens.Caller;
import et.po.frost.tokens.Guard;
import et.po.frost.tokens.TokenKind;
import et.po.frost.validation.Rules;
import et.po.frost.validation.Shape;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.sql.SQLException;
import java.util.Map;

/// `/password`: resets and changes.
public final class PasswordEndpoints {
  private static final Shape RESET = Shape.empty().required("email", Rules.EMAIL);
  private static final Shape CHANGE =
      Shape.empty().required("password", Rules.NEW_PASSWORD).required("oldPassword", Rules.TEXT);
  private static final Shape CHANGE_WITH_TOKEN =
      Shape.empty().required("password", Rules.NEW_PASSWORD);

  private final Guard guard;
  private final PasswordChange passwords;
  private final ResetRequests resets;
  private final ClientLimits limits;
  private final RateLimit passwordUses;

  public PasswordEndpoints(
      Guard guard,
      PasswordChange passwords,
      ResetRequests resets,
      ClientLimits limits,
      RateLimit passwordUses) {
    this.guard = guard;
    this.passwords = passwords;
    this.resets = resets;
    this.limits = limits;
    this.passwordUses = passwordUses;
  }

  public void addTo(Routes routes) {
    routes
        .post("/password/reset", limits.resets().perAddress(this::reset))
        .post("/password/change", this::change)
        .post("/password/change/token", this::changeWithToken);
  }

  /// The answer, and what is done before it, is the same whether the address has an account or not.
  private Response reset(Request request) throws SQLException {
    JsonObject body = RESET.check(request.body());
    resets.add(text(body, "email"), Actor.stranger(request.client()));
    return Response.ok();
  }

  private Response change(Request request) throws SQLException, InterruptedException {
    Caller caller = guard.caller(request);
    JsonObject body = CHANGE.check(request.body());
    caller.needKind(TokenKind.LOGIN);
    passwordUses.take(caller.account().toString());
    passwords.change(caller, text(body, "oldPassword"), text(body, "password"));
    return Response.ok();
  }

  private Response changeWithToken(Request request) throws SQLException, InterruptedException {
    Caller caller = guard.caller(request);
    JsonObject body = CHANGE_WITH_TOKEN.check(request.body());
    if (caller.kind() != TokenKind.FORGOT_PASSWORD) {
      throw Fault.NOT_AUTHORIZED.exception();
    }
    String token = passwords.changeWithToken(caller, text(body, "password"));
    return Response.json(new JsonObject(Map.of("token", new JsonString(token))));
  }

  private static String text(JsonObject body, String field) {
    return body.findString(field).orElseThrow();
  }
}
