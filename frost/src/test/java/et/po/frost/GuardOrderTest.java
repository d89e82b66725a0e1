package et.po.frost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import et.po.protocol.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each check comes before the next: a request that fails several is told of the first.
@ExtendWith(FrostExtension.class)
final class GuardOrderTest {
  private static final String NOT_VERIFIED = "409 The specified account is not verified.";
  private static final String INSUFFICIENT =
      "409 The token does not have sufficient permissions for this action.";

  private final RunningFrost frost;
  private final Calls calls;

  GuardOrderTest(RunningFrost frost) {
    this.frost = frost;
    this.calls = frost.calls;
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /works",
    "GET, /works/1",
    "POST, /works",
    "GET, /tokens",
    "POST, /tokens",
    "DELETE, /tokens/x",
    "GET, /webhooks",
    "POST, /webhooks",
    "DELETE, /webhooks/x",
    "POST, /webhooks/x/test",
    "GET, /webhooks/x/deliveries",
    "POST, /webhooks/x/deliveries/y/resend"
  })
  void withoutAToken_nothingIsThere(String method, String path) throws Exception {
    assertEquals("404 Not Found", calls.call(method, path).line());
    assertEquals(
        "404 Not Found", calls.call(method, path, Map.of("token", ""), new byte[0]).line());
  }

  @Test
  void malformedBody_comesBeforeTheToken_whichComesBeforeTheContent() throws Exception {
    assertEquals(400, calls.post("/works", "x", "{").status());
    assertEquals("422 Invalid token.", calls.post("/works", "x", "{}").line());
  }

  @Test
  void works_askForAVerifiedAddress_beforeTheyLookAtTheBody() throws Exception {
    JsonObject account = frost.signUp();
    String token = account.findString("token").orElseThrow();
    frost.change(
        "update frost.account set verified = false where id = ?::uuid",
        account.findString("id").orElseThrow());

    assertEquals(NOT_VERIFIED, calls.post("/works", token, "{}").line());
    assertEquals(NOT_VERIFIED, calls.get("/works", token).line());
    assertEquals(NOT_VERIFIED, calls.get("/works/1", token).line());
    assertEquals(200, calls.get("/tokens", token).status());
    assertEquals(200, calls.get("/accounts/profile", token).status());
  }

  @Test
  void works_lookAtTheBody_onceTheAddressIsVerified() throws Exception {
    assertEquals(
        "422 One of the inputs is not valid. ValidationError: child \"name\" fails because [\"name\""
            + " is required]",
        calls.post("/works", frost.newToken(), "{}").line());
  }

  @Test
  void tokens_askForALogIn_beforeTheyLookAtAnything() throws Exception {
    String login = frost.newToken();
    String api = calls.post("/tokens", login, "{}").text("apiToken");

    assertEquals(INSUFFICIENT, calls.get("/tokens", api).line());
    assertEquals(INSUFFICIENT, calls.post("/tokens", api, "{}").line());
    assertEquals(INSUFFICIENT, calls.delete("/tokens/nonsense", api).line());
  }

  @Test
  void profile_isNoGuardedRoute() throws Exception {
    assertEquals("404 Account not found.", calls.call("GET", "/accounts/profile").line());
    assertEquals("422 Invalid token.", calls.get("/accounts/profile", "x").line());
  }
}
