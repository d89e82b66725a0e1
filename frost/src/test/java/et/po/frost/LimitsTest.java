package et.po.frost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class LimitsTest {
  private static final String NOBODY = RunningFrost.credentials("no@body.example", "x");
  private static final String RESET = "{\"email\":\"no@body.example\"}";
  private static final Pattern TOKEN = Pattern.compile("\\?token=([\\w.-]+)");

  private static TestLimits limits(int signUps, int logIns, int resets, int account) {
    return new TestLimits(
        Optional.of("127.0.0.0/8"), signUps, logIns, resets, account, 5, 0, Duration.ofMinutes(15));
  }

  private static Map<String, String> from(String address) {
    return Map.of("X-Forwarded-For", address);
  }

  @Test
  void logInsFromOneAddress_areLimited_andAnswersSayHowItStands() throws Exception {
    try (RunningFrost frost = RunningFrost.start(limits(0, 2, 0, 0))) {
      Reply first = frost.calls.post("/login", from("192.0.2.1"), NOBODY);
      assertEquals("404 Account not found.", first.line());
      assertEquals("2", first.header("RateLimit-Limit"));
      assertEquals("1", first.header("RateLimit-Remaining"));
      assertEquals("30", first.header("RateLimit-Reset"));
      assertTrue(first.header("Access-Control-Expose-Headers").contains("RateLimit-Remaining"));
      frost.calls.post("/login", from("192.0.2.1"), NOBODY);

      Reply refused = frost.calls.post("/login", from("192.0.2.1"), NOBODY);

      int wait = Integer.parseInt(refused.header("Retry-After"));
      assertTrue(wait > 20 && wait <= 30, refused.toString());
      assertEquals(
          "429 There are too many log-ins from this address: 2 a minute are allowed. Try again in "
              + wait
              + " seconds.",
          refused.line());
      assertEquals("0", refused.header("RateLimit-Remaining"));
      assertEquals(404, frost.calls.post("/login", from("192.0.2.2"), NOBODY).status());
    }
  }

  @Test
  void refusal_isAProblemDocument_forWhoAcceptsJson() throws Exception {
    try (RunningFrost frost = RunningFrost.start(limits(0, 0, 1, 0))) {
      assertEquals("200 OK", frost.calls.post("/password/reset", Map.of(), RESET).line());

      Reply refused =
          frost.calls.post("/password/reset", Map.of("Accept", "application/json"), RESET);

      assertEquals(429, refused.status());
      assertEquals("TOO_MANY_REQUESTS", refused.text("code"));
      assertTrue(Integer.parseInt(refused.header("Retry-After")) > 0);
    }
  }

  @Test
  void signUpsFromOneAddress_areLimited_wherePeopleAreKnownByTheirNetwork() throws Exception {
    try (RunningFrost frost = RunningFrost.start(limits(1, 0, 0, 0))) {
      assertEquals(422, frost.calls.post("/accounts", from("2001:db8::1"), "{}").status());
      assertEquals(429, frost.calls.post("/accounts", from("2001:db8::2"), "{}").status());
      assertEquals(422, frost.calls.post("/accounts", from("2001:db8:0:1::1"), "{}").status());
    }
  }

  @Test
  void requestsOfOneAccount_areLimited_andOthersAreNot() throws Exception {
    try (RunningFrost frost = RunningFrost.start(limits(0, 0, 0, 2))) {
      String token = frost.newToken();
      String other = frost.newToken();
      assertEquals("1", frost.calls.get("/tokens", token).header("RateLimit-Remaining"));
      assertEquals("0", frost.calls.get("/tokens", token).header("RateLimit-Remaining"));

      Reply refused = frost.calls.get("/tokens", token);

      assertEquals(429, refused.status(), refused.body());
      assertEquals(200, frost.calls.get("/tokens", other).status());
    }
  }

  @Test
  void wrongPasswords_lockOut_whetherTheAddressHasAnAccountOrNot_untilAReset() throws Exception {
    try (RunningFrost frost = RunningFrost.start(limits(0, 0, 0, 0))) {
      JsonObject account = frost.signUp();
      String email = account.findString("email").orElseThrow();
      String wrong = RunningFrost.credentials(email, "wrong");
      for (int i = 0; i < 5; i++) {
        assertEquals(404, frost.calls.post("/login", Map.of(), wrong).status());
        assertEquals(404, frost.calls.post("/login", Map.of(), NOBODY).status());
      }

      Reply known = frost.calls.post("/login", Map.of(), wrong);
      Reply unknown = frost.calls.post("/login", Map.of(), NOBODY);
      Reply right =
          frost.calls.post(
              "/login", Map.of(), RunningFrost.credentials(email, RunningFrost.PASSWORD));

      for (Reply reply : java.util.List.of(known, unknown, right)) {
        assertTrue(
            reply
                .line()
                .matches(
                    "429 There were too many wrong passwords\\. Try again in [1-4] seconds?, or reset"
                        + " the password\\."),
            reply.line());
        assertTrue(Integer.parseInt(reply.header("Retry-After")) <= 4);
      }
      frost.calls.post("/password/reset", Map.of(), "{\"email\":\"" + email + "\"}");
      Matcher token = TOKEN.matcher(frost.post.awaitMailTo(email));
      assertTrue(token.find());
      String body = "{\"password\":\"Battery-Staple-8\"}";
      assertEquals(200, frost.calls.post("/password/change/token", token.group(1), body).status());
      assertEquals(
          200,
          frost
              .calls
              .post("/login", Map.of(), RunningFrost.credentials(email, "Battery-Staple-8"))
              .status());
    }
  }

  @Test
  void wrongOldPasswords_lockOut_andTheRightOneAfterTheWait() throws Exception {
    try (RunningFrost frost = RunningFrost.start(limits(0, 0, 0, 0))) {
      String token = frost.newToken();
      String wrong = "{\"password\":\"Battery-Staple-8\",\"oldPassword\":\"x\"}";
      String right = wrong.replace("\"x\"", "\"" + RunningFrost.PASSWORD + "\"");
      for (int i = 0; i < 5; i++) {
        assertEquals(403, frost.calls.post("/password/change", token, wrong).status());
      }

      assertEquals(429, frost.calls.post("/password/change", token, right).status());
      frost.change("update frost.wrong_password set blocked = now()");
      assertEquals("200 OK", frost.calls.post("/password/change", token, right).line());
    }
  }
}
