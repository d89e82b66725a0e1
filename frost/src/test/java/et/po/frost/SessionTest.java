package et.po.frost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.frost.database.Sql;
import et.po.frost.database.Sweep;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonBoolean;
import et.po.protocol.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FrostExtension.class)
final class SessionTest {
  private static final String EXPIRED = "422 Expired token.";
  private static final String INSUFFICIENT =
      "409 The token does not have sufficient permissions for this action.";

  private final RunningFrost frost;
  private final Calls calls;
  private final JsonObject account;
  private final String first;

  SessionTest(RunningFrost frost) throws Exception {
    this.frost = frost;
    this.calls = frost.calls;
    this.account = frost.signUp();
    this.first = account.findString("token").orElseThrow();
  }

  private String logIn() throws Exception {
    return calls
        .post(
            "/login",
            Map.of(),
            RunningFrost.credentials(
                account.findString("email").orElseThrow(), RunningFrost.PASSWORD))
        .text("token");
  }

  private UUID id() {
    return UUID.fromString(account.findString("id").orElseThrow());
  }

  private List<JsonObject> list(String path, String name, String token) throws Exception {
    Reply reply = calls.get(path, token);
    assertEquals(200, reply.status(), reply.body());
    Json items = reply.object().find(name).orElseThrow();
    return ((JsonArray) items).items().stream().map(JsonObject.class::cast).toList();
  }

  private List<JsonObject> sessions(String token) throws Exception {
    return list("/sessions", "sessions", token);
  }

  private static String id(JsonObject session) {
    return session.findString("id").orElseThrow();
  }

  @Test
  void sessions_areListed_newestFirst_withTheCallersOwnMarked() throws Exception {
    String second = logIn();

    List<JsonObject> sessions = sessions(first);

    assertEquals(2, sessions.size());
    assertEquals(JsonBoolean.FALSE, sessions.getFirst().find("current").orElseThrow());
    assertEquals(JsonBoolean.TRUE, sessions.getLast().find("current").orElseThrow());
    assertTrue(id(sessions.getFirst()).matches("[0-9a-f]{16}"), sessions.toString());
    assertTrue(sessions.getFirst().findString("created").isPresent());
    assertTrue(sessions.getFirst().findString("expires").isPresent());
    assertFalse(sessions.toString().contains(second), sessions.toString());
  }

  @Test
  void logOut_endsOnesOwnLogIn_andNoOther() throws Exception {
    String second = logIn();

    assertEquals("200 OK", calls.post("/logout", first, "").line());

    assertEquals(EXPIRED, calls.get("/tokens", first).line());
    assertEquals(EXPIRED, calls.post("/logout", first, "").line());
    assertEquals(1, sessions(second).size());
    String audit = calls.get("/accounts/audit", second).body();
    assertTrue(audit.contains("\"logged-out\""), audit);
  }

  @Test
  void oneSession_canBeEnded_byItsOwnerAlone() throws Exception {
    String second = logIn();
    String old = id(sessions(second).getLast());
    String missing = "404 The specified resource does not exist.";

    assertEquals(missing, calls.delete("/sessions/" + old, frost.newToken()).line());
    assertEquals(200, calls.get("/tokens", first).status());
    assertEquals("200 OK", calls.delete("/sessions/" + old, second).line());

    assertEquals(EXPIRED, calls.get("/tokens", first).line());
    assertEquals(missing, calls.delete("/sessions/" + old, second).line());
    assertEquals(missing, calls.delete("/sessions/%25", second).line());
    assertEquals(missing, calls.delete("/sessions/%00", second).line());
    String audit = calls.get("/accounts/audit?limit=1", second).body();
    assertTrue(audit.contains("\"session-revoked\"") && audit.contains(old), audit);
  }

  @Test
  void allOtherSessions_canBeEndedAtOnce_apiTokensStay() throws Exception {
    String second = logIn();
    String third = logIn();
    String api = calls.post("/tokens", third, "{}").text("apiToken");

    assertEquals("200 OK", calls.delete("/sessions", third).line());

    assertEquals(EXPIRED, calls.get("/tokens", first).line());
    assertEquals(EXPIRED, calls.get("/tokens", second).line());
    assertEquals(1, sessions(third).size());
    assertEquals(200, calls.get("/works", api).status());
  }

  @Test
  void sessions_askForALogIn() throws Exception {
    String api = calls.post("/tokens", first, "{}").text("apiToken");
    for (String route :
        List.of(
            "GET /sessions",
            "DELETE /sessions",
            "DELETE /sessions/x",
            "POST /logout",
            "GET /tokens/details")) {
      String method = route.substring(0, route.indexOf(' '));
      String path = route.substring(route.indexOf(' ') + 1);
      assertEquals("404 Not Found", calls.call(method, path).line(), route);
      assertEquals(
          INSUFFICIENT, calls.call(method, path, Map.of("token", api), new byte[0]).line(), route);
    }
  }

  @Test
  void details_haveApiTokens_withoutTheirTexts_liveOnesFirst() throws Exception {
    String live = calls.post("/tokens", first, "{\"network\":\"live\"}").text("apiToken");

    List<JsonObject> tokens = list("/tokens/details", "apiTokens", first);

    assertEquals(2, tokens.size());
    assertEquals("live", tokens.getFirst().findString("network").orElseThrow());
    assertEquals("test", tokens.getLast().findString("network").orElseThrow());
    assertTrue(tokens.getFirst().findString("created").isPresent());
    assertFalse(tokens.toString().contains(live), tokens.toString());
  }

  @Test
  void oldestSession_ends_whenThereAreMoreThanAHundred() throws Exception {
    for (int i = 0; i < 99; i++) {
      frost.change(
          "insert into frost.token (hash, account, kind, created, expires)"
              + " values (?, ?, 'login', now(), now() + interval '1 day')",
          ("session " + i + id()).getBytes(UTF_8),
          id());
    }
    assertEquals(200, calls.get("/tokens", first).status());

    String newest = logIn();

    assertEquals(EXPIRED, calls.get("/tokens", first).line());
    assertEquals(100, sessions(newest).size());
  }

  @Test
  void whatEndedLongAgo_isDeleted_andNothingElse() throws Exception {
    String second = logIn();
    for (String days : List.of("91", "89")) {
      frost.change(
          "insert into frost.token (hash, account, kind, created, expires, revoked)"
              + " values (?, ?, 'login', now(), now(), now() - ?::interval)",
          (days + id()).getBytes(UTF_8),
          id(),
          days + " days");
    }
    for (String days : List.of("31", "29")) {
      frost.change(
          "insert into frost.mail (account, recipient, subject, created, due, sent)"
              + " values (?, 'x', 'x', now(), now(), now() - ?::interval)",
          id(),
          days + " days");
    }

    Sweep.ofTokens(frost.database, Clock.systemUTC()).run();
    Sweep.ofMails(frost.database, Clock.systemUTC()).run();

    // Two log-ins, the first API token, and what ended 89 days ago.
    assertEquals(4, count("frost.token"));
    assertEquals(1, count("frost.mail"));
    assertEquals(200, calls.get("/tokens", second).status());
  }

  private int count(String table) throws Exception {
    return frost.database.read(connection ->
        Sql.find(
                connection,
                row -> row.getInt(1),
                "select count(*) from " + table + " where account = ?",
                id())
            .orElseThrow());
  }

  @Test
  void health_isATextForOldCallers_andTellsOfNetworksInJson() throws Exception {
    assertEquals("200 OK", calls.call("GET", "/health").line());
    for (String accept : List.of("*/*", "application/json, text/plain, */*")) {
      assertEquals(
          "200 OK",
          calls.call("GET", "/health", Map.of("Accept", accept), new byte[0]).line(),
          accept);
    }
    assertEquals(
        "200 {\"status\":\"ok\",\"networks\":{\"live\":\"own\",\"test\":\"own\",\"shared\":false}}",
        calls.call("GET", "/health", Map.of("Accept", "application/json"), new byte[0]).line());
  }
}
