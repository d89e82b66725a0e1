package et.po.frost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The program as Quarkus puts it together, on the embedded profile.
@QuarkusTest
@QuarkusTestResource(FrostResource.class)
final class FrostServerTest {
  private Calls calls;
  private Calls management;

  @BeforeEach
  void findPorts() {
    calls = calls("quarkus.http.port");
    management = calls("quarkus.management.port");
  }

  private static Calls calls(String port) {
    return new Calls("http://127.0.0.1:" + ConfigProvider.getConfig().getValue(port, int.class));
  }

  @Test
  void newAccount_isVerifiedAtOnce_withSecretsOfItsOwnMaking() throws Exception {
    String credentials = RunningFrost.credentials(RunningFrost.newAddress(), RunningFrost.PASSWORD);

    String token = calls.post("/accounts", Map.of(), credentials).text("token");

    assertTrue(calls.get("/accounts/profile", token).body().contains("\"verified\":true"));
  }

  @Test
  void mails_areShown_insteadOfSent() throws Exception {
    String email = RunningFrost.newAddress();
    calls.post("/accounts", Map.of(), RunningFrost.credentials(email, RunningFrost.PASSWORD));
    calls.post("/password/reset", Map.of(), "{\"email\":\"" + email + "\"}");

    Reply json =
        calls.call("GET", "/dev/mailbox", Map.of("Accept", "application/json"), new byte[0]);
    Reply page = calls.call("GET", "/dev/mailbox");

    assertTrue(
        json.body()
            .startsWith("[{\"to\":\"" + email + "\",\"subject\":\"Po.et Password Reset\",\"html\""),
        json.body());
    assertTrue(json.body().contains("?token="), json.body());
    assertEquals("text/html; charset=utf-8", page.header("Content-Type"));
    assertTrue(page.body().contains("Po.et Password Reset"), page.body());
  }

  @Test
  void links_leadToPagesThatWork() throws Exception {
    String email = RunningFrost.newAddress();
    calls.post("/accounts", Map.of(), RunningFrost.credentials(email, RunningFrost.PASSWORD));
    calls.post("/password/reset", Map.of(), "{\"email\":\"" + email + "\"}");
    String mails =
        calls.call("GET", "/dev/mailbox", Map.of("Accept", "application/json"), new byte[0]).body();
    Matcher link = Pattern.compile("/dev/change-password\\?token=[\\w.-]+").matcher(mails);
    assertTrue(link.find(), mails);
    String path = link.group();
    String token = path.substring(path.indexOf('=') + 1);

    Reply form = calls.call("GET", path);
    Reply weak = post("/dev/change-password", "token=" + token + "&password=weak");
    Reply done = post("/dev/change-password", "token=" + token + "&password=Another-One-8");
    Reply again = post("/dev/change-password", "token=" + token + "&password=Another-One-8");

    assertEquals("text/html; charset=utf-8", form.header("Content-Type"));
    assertTrue(form.body().contains("value=\"" + token + "\""), form.body());
    assertEquals(422, weak.status());
    assertTrue(weak.body().contains("Password requirements"), weak.body());
    assertEquals(200, done.status(), done.body());
    assertTrue(done.body().contains("Your password is changed"), done.body());
    assertTrue(again.body().contains("Expired token."), again.body());
    String credentials = RunningFrost.credentials(email, "Another-One-8");
    assertEquals(200, calls.post("/login", Map.of(), credentials).status());
    Reply unconfirmed = calls.call("GET", "/dev/verified-account?token=%3Cb%3E");
    assertEquals(422, unconfirmed.status());
    assertTrue(!calls.call("GET", "/dev/change-password?token=%22%3E").body().contains("\">\">"));
  }

  private Reply post(String path, String form) throws Exception {
    return calls.post(path, Map.of("Content-Type", "application/x-www-form-urlencoded"), form);
  }

  @Test
  void mails_areNotShown_toPagesOfOtherOrigins() throws Exception {
    Map<String, String> page = Map.of("Origin", "https://evil.example");
    assertEquals(404, calls.call("GET", "/dev/mailbox", page, new byte[0]).status());
  }

  @Test
  void answers_haveTheStandardHeaders_alsoThoseOfQuarkus() throws Exception {
    for (String path : new String[] {"/health", "/nowhere", "/openapi", "/docs/"}) {
      Reply reply = calls.call("GET", path);
      assertEquals("*", reply.header("Access-Control-Allow-Origin"), path);
      assertEquals("DENY", reply.header("X-Frame-Options"), path);
    }
    assertEquals("404 Not Found", calls.call("GET", "/nowhere").line());
    assertEquals("200 OK", calls.call("GET", "/HEALTH/").line());
  }

  @Test
  void description_andItsPage_areServed() throws Exception {
    Reply description = calls.call("GET", "/openapi");
    Reply page = calls.call("GET", "/docs/");

    assertEquals(200, description.status());
    assertTrue(description.body().contains("/tokens/{tokenId}"), description.body());
    assertEquals(200, page.status());
    assertTrue(page.body().contains("/openapi"), page.body());
  }

  @Test
  void health_tellsThatNetworksShareTheNode_whereOneIsConfigured() throws Exception {
    assertEquals(
        "200 {\"status\":\"ok\",\"networks\":"
            + "{\"live\":\"shared\",\"test\":\"shared\",\"shared\":true}}",
        calls.call("GET", "/health", Map.of("Accept", "application/json"), new byte[0]).line());
  }

  @Test
  void health_isOnTheManagementPort() throws Exception {
    for (String kind : new String[] {"live", "ready", "started"}) {
      Reply reply = management.call("GET", "/q/health/" + kind);
      assertEquals(200, reply.status(), kind);
      assertTrue(reply.body().contains("\"status\": \"UP\""), reply.body());
    }
    assertEquals("404 Not Found", calls.call("GET", "/q/health/live").line());
    assertEquals("404 Not Found", calls.call("GET", "/metrics").line());
  }

  @Test
  void metrics_countAnswersByRoute() throws Exception {
    calls.call("GET", "/works/some-secret-id");

    String metrics = management.call("GET", "/metrics").body();

    assertTrue(
        metrics.contains(
            "frost_requests_seconds_count{method=\"GET\",route=\"/works/:workId\",status=\"404\"}"),
        metrics);
    assertTrue(!metrics.contains("some-secret-id"), metrics);
  }

  @Test
  void requestThatNoRouteSees_isRefused() throws Exception {
    String sentence = "400 The request is malformed: it has no usable Host header.";
    String end = " HTTP/1.1\r\nConnection: close";
    for (String path : new String[] {"/accounts/%", "/accounts/%zz", "/accounts?issuer=%"}) {
      assertEquals("400 ", calls.raw("GET " + path + end + "\r\nHost: frost"), path);
    }
    assertEquals(sentence, calls.raw("GET /works" + end));
    assertTrue(
        calls
            .raw("GET /works" + end + "\r\nAccept: application/json")
            .contains("\"code\":\"MALFORMED_REQUEST\""));
  }
}
