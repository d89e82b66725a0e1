package et.po.frost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.frost.database.Sql;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(FrostExtension.class)
final class TokenTest {
  private static final String UNAUTHENTICATED =
      """
      403 Server failed to authenticate the request.
            Make sure the value of the Authorization header is formed correctly
            including the signature.\
      """;

  private final RunningFrost frost;
  private final Calls calls;

  TokenTest(RunningFrost frost) {
    this.frost = frost;
    this.calls = frost.calls;
  }

  private List<String> apiTokens(String login) throws Exception {
    Reply reply = calls.get("/tokens", login);
    assertEquals(200, reply.status(), reply.body());
    List<String> texts = new ArrayList<>();
    for (Json token : ((JsonArray) reply.object().find("apiTokens").orElseThrow()).items()) {
      texts.add(((JsonString) token).value());
    }
    return texts;
  }

  private String create(String login, String body) throws Exception {
    Reply reply = calls.post("/tokens", login, body);
    assertEquals(200, reply.status(), reply.body());
    return reply.text("apiToken");
  }

  @Test
  void logInToken_isAJwtWithAccountAndTime() throws Exception {
    JsonObject account = frost.signUp();
    String token = account.findString("token").orElseThrow();

    assertEquals("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", ForgedToken.header(token));
    JsonObject payload = (JsonObject) Json.parse(ForgedToken.payload(token));
    assertEquals(
        List.of("accountId", "client_token", "iat"), List.copyOf(payload.members().keySet()));
    assertEquals(account.find("id"), payload.find("accountId"));
    double issued = ((JsonNumber) payload.find("iat").orElseThrow()).value();
    assertTrue(Math.abs(issued - Instant.now().getEpochSecond()) < 60, payload.text());
  }

  @Test
  void newAccount_hasOneTestToken() throws Exception {
    List<String> tokens = apiTokens(frost.newToken());

    assertEquals(1, tokens.size());
    assertTrue(tokens.getFirst().startsWith("TEST_"));
    assertTrue(ForgedToken.payload(tokens.getFirst()).contains("\"network\":\"test\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | true",
        "'' | true",
        "[] | true",
        "{\"network\":\"test\"} | true",
        "{\"network\":\"moon\"} | true",
        "{\"network\":7} | true",
        "{\"net\":\"live\"} | true",
        "{\"network\":\"live\"} | false",
      })
  void newToken_isForTheTestNetwork_unlessLiveIsAskedFor(String body, boolean test)
      throws Exception {
    String token = create(frost.newToken(), body);

    assertEquals(test, token.startsWith("TEST_"));
    String network = test ? "test" : "live";
    assertTrue(ForgedToken.payload(token).contains("\"network\":\"" + network + "\""), token);
  }

  @Test
  void list_hasLiveTokensFirst_eachInOrderOfCreation() throws Exception {
    String login = frost.newToken();
    String first = apiTokens(login).getFirst();
    String test = create(login, "{}");
    String live = create(login, "{\"network\":\"live\"}");
    String secondLive = create(login, "{\"network\":\"live\"}");

    assertEquals(List.of(live, secondLive, first, test), apiTokens(login));
  }

  @Test
  void eachNetwork_hasFiveTokensAtMost_theFirstCounted() throws Exception {
    String login = frost.newToken();
    for (int i = 0; i < 4; i++) {
      create(login, "{}");
    }
    String tooMany =
        "409 You have reached the maximum number of allowed tokens. There are 5 for the %s network;"
            + " end one (DELETE /tokens/:id) to make another.";

    assertEquals(tooMany.formatted("test"), calls.post("/tokens", login, "{}").line());
    for (int i = 0; i < 5; i++) {
      create(login, "{\"network\":\"live\"}");
    }
    assertEquals(
        tooMany.formatted("live"), calls.post("/tokens", login, "{\"network\":\"live\"}").line());
    assertEquals("200 OK", calls.delete("/tokens/" + apiTokens(login).getLast(), login).line());
    create(login, "{}");
  }

  @Test
  void token_isEndedByTheIdThatItsDetailsShow_byItsOwnerAlone() throws Exception {
    String login = frost.newToken();
    String token = create(login, "{\"network\":\"live\"}");
    Matcher id =
        Pattern.compile("\"id\":\"([0-9a-f]{16})\",\"network\":\"live\"")
            .matcher(calls.get("/tokens/details", login).body());
    assertTrue(id.find());
    String missing = "404 The specified resource does not exist.";

    assertEquals(missing, calls.delete("/tokens/" + id.group(1), frost.newToken()).line());
    assertEquals("200 OK", calls.delete("/tokens/" + id.group(1), login).line());

    assertEquals("422 Expired token.", calls.get("/works", token).line());
    assertEquals(missing, calls.delete("/tokens/" + id.group(1), login).line());
  }

  @Test
  void manyAtOnce_stayWithinTheLimit() throws Exception {
    String login = frost.newToken();
    List<Callable<Integer>> asks = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      asks.add(() -> calls.post("/tokens", login, "{\"network\":\"live\"}").status());
    }
    int made = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> answer : threads.invokeAll(asks)) {
        made += answer.get() == 200 ? 1 : 0;
      }
    }

    assertEquals(5, made);
    assertEquals(6, apiTokens(login).size());
  }

  @Test
  void revokedToken_isExpiredAtOnce() throws Exception {
    String login = frost.newToken();
    String token = apiTokens(login).getFirst();
    assertEquals(200, calls.get("/works", token).status());

    assertEquals("200 OK", calls.delete("/tokens/" + token, login).line());

    assertEquals("422 Expired token.", calls.get("/works", token).line());
    assertEquals(List.of(), apiTokens(login));
    assertEquals(
        "404 The specified resource does not exist.",
        calls.delete("/tokens/" + token, login).line());
  }

  @Test
  void onlyOnesOwnApiTokens_canBeRevoked() throws Exception {
    String owner = frost.newToken();
    String other = frost.newToken();
    String token = apiTokens(owner).getFirst();
    String missing = "404 The specified resource does not exist.";

    assertEquals(missing, calls.delete("/tokens/" + token, other).line());
    assertEquals(missing, calls.delete("/tokens/" + owner, owner).line());
    assertEquals(missing, calls.delete("/tokens/not-a-token", owner).line());
    assertEquals(200, calls.get("/works", token).status());
  }

  @Test
  void tokenThatEnded_isExpired() throws Exception {
    JsonObject account = frost.signUp();
    String token = account.findString("token").orElseThrow();
    frost.change(
        "update frost.token set expires = now() - interval '1 second' where account = ?::uuid",
        account.findString("id").orElseThrow());

    assertEquals("422 Expired token.", calls.get("/tokens", token).line());
  }

  @Test
  void logInToken_endsAfter720Hours_apiTokenAfterAnAge() throws Exception {
    JsonObject account = frost.signUp();

    List<String> lifetimes =
        frost.database.read(connection ->
            Sql.list(
                connection,
                row -> row.getString(1),
                "select kind || ' ' || extract(epoch from expires - created)::bigint"
                    + " from frost.token where account = ? order by kind",
                UUID.fromString(account.findString("id").orElseThrow())));

    assertEquals(List.of("login 2592000", "test_api_key 4611686018"), lifetimes);
  }

  @Test
  void tokenOfAnAccountThatIsGone_isNotFound() throws Exception {
    JsonObject account = frost.signUp();
    String id = account.findString("id").orElseThrow();
    frost.change("delete from frost.account_key where account = ?::uuid", id);
    frost.change("delete from frost.account where id = ?::uuid", id);

    assertEquals(
        "404 Not Found", calls.get("/works", account.findString("token").orElseThrow()).line());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "a.b", "a.b.c", "a.b.c.d", "!.!.!", "TEST_", "e30.W10.x", "bnVsbA.e30.x"})
  void whatIsNoToken_isInvalid(String token) throws Exception {
    assertEquals("422 Invalid token.", calls.get("/works", token).line());
    assertEquals("422 Invalid token.", calls.get("/tokens", token).line());
  }

  @Test
  void tokenOfAnotherSecretOrAlgorithm_orWithoutItsParts_isNotAuthenticated() throws Exception {
    String token = frost.newToken();
    String payload = ForgedToken.payload(token);
    String header = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    List<String> bad =
        List.of(
            ForgedToken.of(header, payload, "another secret"),
            ForgedToken.of(
                "{\"alg\":\"none\",\"typ\":\"JWT\"}", payload, TestSettings.TOKEN_SECRET),
            ForgedToken.of(payload.replace("client_token", "clienttoken")),
            ForgedToken.of(payload.replace("accountId", "id")),
            ForgedToken.of(payload.replaceFirst("}$", ",\"exp\":1}")),
            token.substring(0, token.lastIndexOf('.') + 1),
            token + "A");

    for (String text : bad) {
      assertEquals(UNAUTHENTICATED, calls.get("/works", text).line(), text);
    }
    assertEquals(200, calls.get("/works", ForgedToken.of(payload)).status());
  }

  @Test
  void tokenNobodyGaveOut_isExpired() throws Exception {
    String token = ForgedToken.of("{\"accountId\":\"x\",\"client_token\":\"never\",\"iat\":1}");

    assertEquals("422 Expired token.", calls.get("/works", token).line());
  }

  @Test
  void prefix_isCutFromAnyToken() throws Exception {
    assertEquals(200, calls.get("/works", "TEST_" + frost.newToken()).status());
  }

  @Test
  void bearer_isTakenBesideTheHeader_whichWins() throws Exception {
    String bearer = "Bearer " + frost.newToken();

    assertEquals(
        200, calls.call("GET", "/works", Map.of("Authorization", bearer), new byte[0]).status());
    assertEquals(
        "422 Invalid token.",
        calls
            .call("GET", "/works", Map.of("Authorization", bearer, "token", "x"), new byte[0])
            .line());
    assertEquals(
        "404 Not Found",
        calls.call("GET", "/works", Map.of("Authorization", "Basic eDp5"), new byte[0]).line());
  }

  @Test
  void database_hasNeitherTokensNorTheirRandomParts() throws Exception {
    String login = frost.newToken();
    String api = apiTokens(login).getFirst();

    List<String> rows =
        frost.database.read(connection ->
            Sql.list(
                connection,
                row -> row.getString(1),
                "select t::text || encode(coalesce(sealed, ''), 'escape') from frost.token t"));

    for (String token : List.of(login, api)) {
      String payload = ForgedToken.payload(token);
      String clientToken =
          ((JsonObject) Json.parse(payload)).findString("client_token").orElseThrow();
      for (String row : rows) {
        assertFalse(row.contains(clientToken) || row.contains(token), row);
      }
    }
  }
}
