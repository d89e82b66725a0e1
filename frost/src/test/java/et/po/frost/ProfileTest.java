package et.po.frost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.json.JsonObject;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(FrostExtension.class)
final class ProfileTest {
  private static final String INVALID = "422 One of the inputs is not valid. ValidationError: ";

  private final RunningFrost frost;
  private final Calls calls;
  private JsonObject account = JsonObject.EMPTY;
  private String token = "";
  private String path = "";

  ProfileTest(RunningFrost frost) {
    this.frost = frost;
    this.calls = frost.calls;
  }

  @BeforeEach
  void signUp() throws Exception {
    account = frost.signUp();
    token = account.findString("token").orElseThrow();
    path = "/accounts/" + issuer();
  }

  private String issuer() {
    return account.findString("issuer").orElseThrow();
  }

  private Reply patch(String json) throws Exception {
    return calls.call(
        "PATCH",
        path,
        Map.of("token", token, "Content-Type", "application/json"),
        json.getBytes(UTF_8));
  }

  @Test
  void profile_isFoundByIssuer_rawEncodedOrInTheQuery() throws Exception {
    String encoded = URLEncoder.encode(issuer(), UTF_8);
    for (String way : new String[] {path, "/accounts/" + encoded, "/accounts?issuer=" + encoded}) {
      JsonObject profile = calls.call("GET", way).object();
      assertEquals(account.findString("id"), profile.findString("id"), way);
      assertEquals(Optional.empty(), profile.find("verified"));
      assertEquals(Optional.empty(), profile.find("email"));
    }
  }

  @Test
  void owner_seesMore_withAnyToken_othersSeeThePublicAddress() throws Exception {
    String api = calls.post("/tokens", token, "{}").text("apiToken");

    assertEquals(account.findString("email"), calls.get(path, api).object().findString("email"));
    assertEquals(Optional.empty(), calls.get(path, frost.newToken()).object().findString("email"));
    assertEquals(200, patch("{\"emailPublic\":\"true\"}").status());
    assertEquals(account.findString("email"), calls.call("GET", path).object().findString("email"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "/accounts/nobody;404 Account not found.",
        "/accounts/%00;404 Account not found.",
        "/accounts?issuer=%00;404 Account not found.",
        "/accounts;404 Account not found.",
        "/accounts?issuer=nobody;404 Account not found.",
        "/accounts?id=1;" + INVALID + "\"id\" is not allowed",
        "/accounts?issuer=;"
            + INVALID
            + "child \"issuer\" fails because [\"issuer\" is not allowed to be empty]",
      })
  void question_thatNamesNobody(String question, String answer) throws Exception {
    assertEquals(answer, calls.call("GET", question).line());
  }

  @Test
  void badToken_isRefusedThoughNoneIsNeeded() throws Exception {
    assertEquals("422 Invalid token.", calls.get(path, "x").line());
    assertEquals("422 Invalid token.", calls.get("/accounts?issuer=nobody", "x").line());
    assertTrue(calls.get("/accounts?id=1", "x").line().contains("not allowed"));
  }

  @Test
  void patch_changesTheProfile_andEchoesWhatWasOverlaidWithWhatIsAsked() throws Exception {
    assertEquals(200, patch("{\"name\":\"Old\",\"bio\":\"\"}").status());

    Reply reply = patch("{\"name\":\"New\",\"ethereumRegistryPrivateKey\":true}");

    assertEquals(Optional.of("New"), reply.object().findString("name"));
    assertEquals(Optional.of(""), reply.object().findString("bio"));
    assertEquals(account.findString("email"), reply.object().findString("email"));
    assertEquals(Optional.empty(), reply.object().find("ethereumRegistryPrivateKey"));
    assertEquals(Optional.of("New"), calls.call("GET", path).object().findString("name"));
  }

  @Test
  void patch_ofSomebodyElse_isRefused_afterItsBody() throws Exception {
    path = "/accounts/" + frost.signUp().findString("issuer").orElseThrow();

    assertEquals("403 Not authorized.", patch("{}").line());
    assertEquals(INVALID + "\"x\" is not allowed", patch("{\"x\":1}").line());
    assertEquals("404 Not Found", calls.call("PATCH", path).line());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"email\":\"\"};child \"email\" fails because [\"email\" is not allowed to be empty]",
        "{\"name\":7};child \"name\" fails because [\"name\" must be a string]",
        "{\"emailPublic\":\"maybe\"};child \"emailPublic\" fails because [\"emailPublic\" must be a boolean]",
        "{\"email\":\"nobody\"};child \"email\" fails because [\"email\" must be a valid email]",
        "{\"verified\":true};\"verified\" is not allowed",
        "[];\"value\" must be an object",
      })
  void patch_saysWhatIsWrong(String body, String fault) throws Exception {
    assertEquals(INVALID + fault, patch(body).line());
  }

  @Test
  void patch_toAnAddressThatIsTaken_isRefused() throws Exception {
    String taken = frost.signUp().findString("email").orElseThrow();

    assertEquals(
        "409 The specified account already exists.", patch("{\"email\":\"" + taken + "\"}").line());
    assertEquals(200, patch("{\"email\":\"" + RunningFrost.newAddress() + "\"}").status());
  }

  @Test
  void address_isChangedByALogInOnly() throws Exception {
    String other = RunningFrost.newAddress();
    String login = token;
    for (String kind : new String[] {"live", "test"}) {
      token =
          calls
              .post("/tokens", login, "{\"network\":\"" + kind + "\"}")
              .object()
              .findString("apiToken")
              .orElseThrow();
      assertEquals(401, patch("{\"email\":\"" + other + "\"}").status(), kind);
      assertEquals(200, patch("{\"name\":\"Ada\"}").status(), kind);
      String own = account.findString("email").orElseThrow();
      assertEquals(200, patch("{\"email\":\"" + own + "\"}").status(), kind);
    }
    token = login;
    assertEquals(200, patch("{\"email\":\"" + other + "\"}").status());
  }

  @Test
  void whoAcceptsJson_getsProblems() throws Exception {
    Reply reply =
        calls.call("GET", "/accounts/nobody", Map.of("Accept", "application/json"), new byte[0]);

    assertEquals("application/problem+json", reply.header("Content-Type"));
    assertEquals(
        "404 {\"type\":\"about:blank\",\"title\":\"Account not found.\",\"status\":404,"
            + "\"detail\":\"Account not found.\",\"code\":\"ACCOUNT_NOT_FOUND\"}",
        reply.line());
    assertEquals(
        "405 ",
        calls
            .call("PUT", "/works", Map.of("Accept", "application/problem+json"), new byte[0])
            .line()
            .substring(0, 4));
  }
}
