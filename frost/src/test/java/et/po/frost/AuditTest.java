package et.po.frost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.frost.audit.Action;
import et.po.frost.audit.Actor;
import et.po.frost.audit.Audit;
import et.po.frost.database.Sql;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.testkit.Eventually;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(FrostExtension.class)
final class AuditTest {
  private static final String NEW_PASSWORD = "Another-Horse-8";

  private final RunningFrost frost;
  private final Calls calls;
  private final JsonObject account;
  private final String login;
  private final String email;

  AuditTest(RunningFrost frost) throws Exception {
    this.frost = frost;
    this.calls = frost.calls;
    this.account = frost.signUp();
    this.login = account.findString("token").orElseThrow();
    this.email = account.findString("email").orElseThrow();
  }

  private List<JsonObject> entries(String token, String query) throws Exception {
    Reply reply = calls.get("/accounts/audit" + query, token);
    assertEquals(200, reply.status(), reply.body());
    return ((JsonArray) reply.json()).items().stream().map(JsonObject.class::cast).toList();
  }

  private static List<String> actions(List<JsonObject> entries) {
    return entries.stream().map(entry -> entry.findString("action").orElseThrow()).toList();
  }

  private static long id(JsonObject entry) {
    return (long) ((JsonNumber) entry.find("id").orElseThrow()).value();
  }

  private UUID id() {
    return UUID.fromString(account.findString("id").orElseThrow());
  }

  private Reply logIn(String password) throws Exception {
    return calls.post("/login", Map.of(), RunningFrost.credentials(email, password));
  }

  @Test
  void whatWasDone_isListed_newestFirst() throws Exception {
    String second = logIn(RunningFrost.PASSWORD).text("token");
    String api = calls.post("/tokens", second, "{\"network\":\"live\"}").text("apiToken");
    assertEquals(200, calls.delete("/tokens/" + api, second).status());
    Reply changed =
        calls.call(
            "PATCH",
            "/accounts/" + account.findString("issuer").orElseThrow(),
            Map.of("token", second, "Content-Type", "application/json"),
            "{\"name\":\"A secret name\",\"bio\":\"b\"}".getBytes(UTF_8));
    assertEquals(200, changed.status(), changed.body());
    calls.post("/password/reset", Map.of(), "{\"email\":\"" + email + "\"}");
    frost.post.awaitMailTo(email);
    calls.post(
        "/password/change",
        second,
        "{\"password\":\""
            + NEW_PASSWORD
            + "\",\"oldPassword\":\""
            + RunningFrost.PASSWORD
            + "\"}");
    String third = logIn(NEW_PASSWORD).text("token");

    List<JsonObject> entries = entries(third, "");

    assertEquals(
        List.of(
            "logged-in",
            "password-changed",
            "password-reset-asked",
            "profile-changed",
            "token-revoked",
            "token-created",
            "logged-in",
            "token-created",
            "signed-up"),
        actions(entries));
    JsonObject profile = entries.get(3);
    assertEquals("{\"fields\":[\"name\",\"bio\"]}", profile.find("details").orElseThrow().text());
    assertEquals("login", profile.findString("tokenKind").orElseThrow());
    assertEquals("127.0.0.0/24", profile.findString("from").orElseThrow());
    assertTrue(entries.getLast().find("tokenKind").isEmpty(), entries.toString());
    assertEquals(entries.get(4).find("details"), entries.get(5).find("details"));
    String all = entries.toString();
    for (String secret :
        List.of(
            login,
            second,
            third,
            api,
            email,
            NEW_PASSWORD,
            RunningFrost.PASSWORD,
            "A secret name")) {
      assertFalse(all.contains(secret), all);
    }
  }

  @Test
  void wrongPasswordOfSomebodyLoggedIn_isListed_tenTimesAnHourAtMost() throws Exception {
    String wrong = "{\"password\":\"" + NEW_PASSWORD + "\",\"oldPassword\":\"x\"}";

    assertEquals(403, calls.post("/password/change", login, wrong).status());
    assertEquals(403, calls.post("/accounts/key/export", login, "{\"password\":\"x\"}").status());

    List<JsonObject> entries = entries(login, "");
    assertEquals(List.of("password-wrong", "password-wrong"), actions(entries).subList(0, 2));
    assertEquals("login", entries.getFirst().findString("tokenKind").orElseThrow());
    for (int i = 0; i < 3; i++) {
      calls.post("/password/change", login, wrong);
    }
    frost.change("update frost.wrong_password set blocked = null");
    for (int i = 0; i < 12; i++) {
      calls.post("/password/change", login, wrong);
      frost.change("update frost.wrong_password set blocked = null");
    }
    assertEquals(10, actions(entries(login, "")).stream().filter("password-wrong"::equals).count());
  }

  @Test
  void pages_goBackInTime_withoutGapOrRepetition() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertEquals(200, calls.post("/tokens", login, "{}").status());
    }
    List<JsonObject> all = entries(login, "");
    assertEquals(5, all.size());

    List<JsonObject> paged = new ArrayList<>(entries(login, "?limit=2"));
    paged.addAll(entries(login, "?limit=2&before=" + id(paged.getLast())));
    Reply last = calls.get("/accounts/audit?limit=2&before=" + id(paged.getLast()), login);
    Reply first = calls.get("/accounts/audit?limit=2", login);

    paged.addAll(((JsonArray) last.json()).items().stream().map(JsonObject.class::cast).toList());
    assertEquals(all, paged);
    assertEquals("", last.header("Link"));
    assertEquals(
        "</accounts/audit?limit=2&before=" + id(all.get(1)) + ">; rel=\"next\"",
        first.header("Link"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=1001",
        "limit=x",
        "limit=",
        "limit=1&limit=2",
        "before=-1",
        "before=99999999999999999999",
        "after=1"
      })
  void whatIsNoPage_isRefused(String query) throws Exception {
    assertEquals(422, calls.get("/accounts/audit?" + query, login).status());
  }

  @Test
  void entries_areTheirOwnersAlone_onceLoggedIn() throws Exception {
    String api = calls.post("/tokens", login, "{}").text("apiToken");

    assertEquals("404 Not Found", calls.call("GET", "/accounts/audit").line());
    assertEquals("422 Invalid token.", calls.get("/accounts/audit", "x").line());
    assertEquals(
        "409 The token does not have sufficient permissions for this action.",
        calls.get("/accounts/audit?limit=0", api).line());
    assertEquals(List.of("token-created", "signed-up"), actions(entries(frost.newToken(), "")));
  }

  @Test
  void failedLogIns_areCounted_andAFloodFillsNothing() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertEquals("404 Account not found.", logIn("Wrong-Horse-9").line());
    }
    Eventually.eventually(
        "a failed log-in is noted", () -> actions(entries(login, "")).contains("log-in-failed"));
    Actor stranger = Actor.stranger("203.0.113.7");
    Audit audit = new Audit(Clock.systemUTC());
    int written = 0;
    for (int i = 0; i < 20; i++) {
      written +=
          frost.database.inTransaction(transaction ->
              audit.recordAtMost(
                  10, transaction, id(), stranger, Action.LOG_IN_FAILED, JsonObject.EMPTY))
              ? 1
              : 0;
    }

    long failures = actions(entries(login, "")).stream().filter("log-in-failed"::equals).count();
    assertEquals(10, failures);
    assertTrue(written < 10, Integer.toString(written));
  }

  @Test
  void changeThatIsRolledBack_leavesNoEntry() throws Exception {
    for (int i = 0; i < 4; i++) {
      assertEquals(200, calls.post("/tokens", login, "{}").status());
    }
    int before = entries(login, "").size();

    assertEquals(409, calls.post("/tokens", login, "{}").status());
    JsonObject other = frost.signUp();
    String taken = other.findString("email").orElseThrow();
    assertEquals(
        409,
        calls
            .call(
                "PATCH",
                "/accounts/" + account.findString("issuer").orElseThrow(),
                Map.of("token", login, "Content-Type", "application/json"),
                ("{\"email\":\"" + taken + "\"}").getBytes(UTF_8))
            .status());

    assertEquals(before, entries(login, "").size());
  }

  @Test
  void entries_cannotBeChanged_norDeletedWithinAYear() throws Exception {
    for (String forbidden :
        List.of(
            "update frost.audit set action = 'x'",
            "delete from frost.audit",
            "truncate frost.audit")) {
      SQLException refused =
          assertThrows(SQLException.class, () -> frost.change(forbidden), forbidden);
      assertTrue(String.valueOf(refused.getMessage()).contains("only appended to"), forbidden);
    }
    frost.change(
        "insert into frost.audit (account, at, action, client, details)"
            + " values (?, now() - interval '13 months', 'old', 'unknown', '{}')",
        id());

    frost.change("delete from frost.audit where at < now() - interval '1 year'");

    assertEquals(List.of("token-created", "signed-up"), actions(entries(login, "")));
  }

  @Test
  void writing_needsNoRightsButInsertAndSelect() throws Exception {
    Audit audit = new Audit(Clock.systemUTC());
    // Roles belong to the whole server.
    String role = "appender_" + UUID.randomUUID().toString().replace("-", "");
    frost.change("create role " + role);
    frost.change("grant usage on schema frost to " + role);
    frost.change("grant select, insert on frost.audit to " + role);

    frost.database.run(transaction -> {
      Sql.update(transaction, "set local role " + role);
      audit.record(transaction, id(), Actor.stranger("2001:db8:7::9"), Action.LOGGED_OUT);
    });

    JsonObject newest = entries(login, "").getFirst();
    assertEquals("logged-out", newest.findString("action").orElseThrow());
    assertEquals("2001:db8:7:0:0:0:0:0/48", newest.findString("from").orElseThrow());
  }
}
