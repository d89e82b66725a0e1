package et.po.frost.accounts;

import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import et.po.frost.http.Request;
import et.po.frost.http.Response;
import et.po.frost.http.Routes;
import et.po.frost.mail.Html;
import et.po.frost.tokens.Caller;
import et.po.frost.tokens.Guard;
import et.po.frost.tokens.TokenKind;
import et.po.frost.validation.Rules;
import et.po.frost.validation.Shape;
import et.po.protocol.json.JsonObject;
import java.sql.SQLException;
import java.util.Map;

/// The pages that links in mails lead to where a publisher has set none: on the embedded profile.
/// They show what such a page has to do with its `?token=`.
public final class LinkedPages {
  private static final Shape CHANGE =
      Shape.empty().required("token", Rules.TEXT).required("password", Rules.NEW_PASSWORD);

  private final Guard guard;
  private final Verification verification;
  private final PasswordChange passwords;

  public LinkedPages(Guard guard, Verification verification, PasswordChange passwords) {
    this.guard = guard;
    this.verification = verification;
    this.passwords = passwords;
  }

  public void addTo(Routes routes) {
    routes
        .get("/dev/verified-account", this::verify)
        .get("/dev/change-password", this::askForPassword)
        .post("/dev/change-password", this::change);
  }

  private Response verify(Request request) throws SQLException {
    try {
      verification.verify(guard.callerOrBearerOf(request, token(request.queryObject())));
      return page(200, "Your address is confirmed", "<p>You can register works now.</p>");
    } catch (FaultException e) {
      return refused(e, "The address was not confirmed", "");
    }
  }

  private Response askForPassword(Request request) {
    return page(200, "Choose a new password", form(token(request.queryObject())));
  }

  private Response change(Request request) throws SQLException, InterruptedException {
    String token = request.body() instanceof JsonObject body ? token(body) : "";
    try {
      JsonObject body = CHANGE.check(request.body());
      Caller caller = guard.callerOrBearerOf(request, token);
      if (caller.kind() != TokenKind.FORGOT_PASSWORD) {
        throw Fault.NOT_AUTHORIZED.exception();
      }
      passwords.changeWithToken(caller, body.findString("password").orElseThrow());
      return page(200, "Your password is changed", "<p>Log in with the new one.</p>");
    } catch (FaultException e) {
      return refused(e, "The password was not changed", form(token));
    }
  }

  private static String token(JsonObject from) {
    return from.findString("token").orElse("");
  }

  private static String form(String token) {
    return """
    <form method="post" action="/dev/change-password">
    <input type="hidden" name="token" value="%s">
    <p><label>New password, 10 to 30 characters, with a small and a capital letter, a digit and something else:
    <input type="password" name="password" autocomplete="new-password"></label></p>
    <p><button>Change password</button></p>
    </form>\
    """
        .formatted(Html.escaped(token));
  }

  private static Response refused(FaultException fault, String title, String rest) {
    return page(
        fault.fault().status(), title, "<p>" + Html.escaped(fault.sentence()) + "</p>" + rest);
  }

  private static Response page(int status, String title, String body) {
    String page =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>%1$s</title></head>
        <body>
        <h1>%1$s</h1>
        %2$s
        </body>
        </html>
        """
            .formatted(title, body);
    // The token is in the address: it goes to nobody else.
    return new Response(
        status, "text/html; charset=utf-8", page, Map.of("Cache-Control", "no-store"));
  }
}
