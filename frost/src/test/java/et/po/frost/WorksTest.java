package et.po.frost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.claim.ClaimInspector;
import et.po.protocol.claim.Contexts;
import et.po.protocol.claim.Verdict;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(FrostExtension.class)
final class WorksTest {
  private static final String FIELDS =
      "\"name\":\"A title\",\"datePublished\":\"2018-04-03T20:14:40+00:00\",\"dateCreated\":\"2018\","
          + "\"author\":\"Somebody\"";
  private static final String WORK = "{" + FIELDS + "}";

  private final RunningFrost frost;
  private final Calls calls;

  WorksTest(RunningFrost frost) {
    this.frost = frost;
    this.calls = frost.calls;
  }

  @AfterEach
  void nodesWorkAgain() {
    frost.test.failWith(0);
    frost.live.failWith(0);
  }

  private static String workWith(String members) {
    return "{" + FIELDS + "," + members + "}";
  }

  /// Registers a work and gives the envelope that reached the node.
  private JsonObject register(String token, String work) throws Exception {
    Reply reply = calls.post("/works", token, work);
    assertEquals(200, reply.status(), reply.body());
    JsonObject envelope = frost.test.works().getLast();
    assertEquals(Optional.of(reply.text("workId")), envelope.findString("id"));
    return envelope;
  }

  private static JsonObject claim(JsonObject envelope) {
    return envelope.findObject("claim").orElseThrow();
  }

  @Test
  void work_becomesAValidClaimOfItsPublisher() throws Exception {
    JsonObject account = frost.signUp();

    JsonObject envelope =
        register(
            account.findString("token").orElseThrow(), workWith("\"content\":\"Hello, wörld\""));

    assertEquals(Verdict.VALID, new ClaimInspector().inspect(envelope).verdict());
    assertEquals(account.findString("issuer"), envelope.findString("issuer"));
    assertEquals(
        List.of("@context", "id", "type", "issuer", "issuanceDate", "claim", "sec:proof"),
        List.copyOf(envelope.members().keySet()));
    String hash = NodeDouble.hashOf("Hello, wörld");
    assertEquals("Hello, wörld", frost.test.contents().getLast());
    assertEquals(
        "{\"about\":[\"https://ipfs.io/ipfs/"
            + hash
            + "\"],\"hash\":\""
            + hash
            + "\","
            + FIELDS
            + "}",
        claim(envelope).text());
  }

  @Test
  void context_isDefaultWorkContentOwnAbout_inThisOrder() throws Exception {
    String own =
        "{\"isbn\":\"schema:isbn\",\"name\":\"schema:headline\",\"about\":\"schema:about\"}";

    JsonObject envelope =
        register(frost.newToken(), workWith("\"isbn\":\"1\",\"@context\":" + own));

    JsonObject context = envelope.findObject("@context").orElseThrow();
    JsonObject expected =
        Contexts.DEFAULT
            .mergedWith(Contexts.WORK)
            .mergedWith((JsonObject) Json.parse("{\"content\":\"schema:text\"}"))
            .mergedWith((JsonObject) Json.parse(own))
            .mergedWith(
                (JsonObject)
                    Json.parse("{\"about\":{\"@id\":\"schema:url\",\"@container\":\"@list\"}}"));
    assertEquals(expected.text(), context.text());
    assertEquals(Optional.empty(), claim(envelope).find("@context"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"content\":\"\"",
        "\"content\":null",
        "\"content\":0",
        "\"content\":false",
        "\"tags\":\"\""
      })
  void withoutContent_aboutAndHashAreEmpty(String member) throws Exception {
    int stored = frost.test.contents().size();

    JsonObject claim = claim(register(frost.newToken(), workWith(member)));

    assertTrue(claim.text().startsWith("{\"about\":[\"\"],\"hash\":\"\",\"name\""), claim.text());
    assertEquals(stored, frost.test.contents().size());
  }

  @Test
  void numberAsContent_isItsText() throws Exception {
    register(frost.newToken(), workWith("\"content\":12.50"));

    assertEquals("12.5", frost.test.contents().getLast());
  }

  @Test
  void ownAboutAndHash_replaceOurs_inTheirPlace() throws Exception {
    JsonObject claim =
        claim(register(frost.newToken(), workWith("\"hash\":\"abc\",\"about\":[\"http://a.b\"]")));

    assertEquals("{\"about\":[\"http://a.b\"],\"hash\":\"abc\"," + FIELDS + "}", claim.text());
  }

  @Test
  void requestOfTheOldPlugin_isTaken() throws Exception {
    String post =
        "{\"canonicalUrl\":\"http:\\/\\/blog.example\\/?p=1\",\"name\":\"Fish &amp; chips\","
            + "\"datePublished\":\"2018-04-03T20:14:40+00:00\",\"dateCreated\":\"2018-04-03T20:14:40+00:00\","
            + "\"author\":\"A\",\"tags\":\"\",\"content\":\"\"}";

    assertEquals(
        Optional.of("http://blog.example/?p=1"),
        claim(register(frost.newToken(), post)).findString("canonicalUrl"));
  }

  @Test
  void repeatedPost_isAnotherClaim() throws Exception {
    String token = frost.newToken();

    assertNotEquals(register(token, WORK).findString("id"), register(token, WORK).findString("id"));
  }

  @Test
  void liveToken_goesToTheLiveNode_everyOtherToTheTestNode() throws Exception {
    String login = frost.newToken();
    String live = calls.post("/tokens", login, "{\"network\":\"live\"}").text("apiToken");
    String test = calls.post("/tokens", login, "{}").text("apiToken");
    int before = frost.live.works().size();

    String id = calls.post("/works", live, WORK).text("workId");

    assertEquals(before + 1, frost.live.works().size());
    assertEquals(200, calls.get("/works/" + id, live).status());
    assertEquals("404 Work not found.", calls.get("/works/" + id, test).line());
    register(test, WORK);
    assertEquals(before + 1, frost.live.works().size());
  }

  @Test
  void list_hasTheTenNewestClaims_newestFirst_withoutIds() throws Exception {
    String token = frost.newToken();
    for (int i = 0; i < 12; i++) {
      register(token, WORK.replace("A title", "Title " + i));
    }

    JsonArray works = (JsonArray) calls.get("/works", token).json();

    assertEquals(10, works.items().size());
    JsonObject first = (JsonObject) works.items().getFirst();
    assertEquals(Optional.of("Title 11"), first.findString("name"));
    assertEquals(Optional.empty(), first.find("id"));
    assertEquals("200 []", calls.get("/works", frost.newToken()).line());
  }

  @Test
  void work_isFoundByAnybody() throws Exception {
    JsonObject envelope = register(frost.newToken(), WORK);

    Reply reply = calls.get("/works/" + envelope.findString("id").orElseThrow(), frost.newToken());

    assertEquals("200 " + claim(envelope).text(), reply.line());
  }

  @ParameterizedTest
  @CsvSource({
    "nonsense",
    "..%2F..%2Fhealth",
    "0000000000000000000000000000000000000000000000000000000000000000"
  })
  void unknownWork_isNotFound(String id) throws Exception {
    assertEquals("404 Work not found.", calls.get("/works/" + id, frost.newToken()).line());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"name\":\"\";name;is not allowed to be empty",
        "\"name\":1;name;must be a string",
        "\"author\":null;author;must be a string",
        "\"datePublished\":\"2019-1-1\";datePublished;must be a valid ISO 8601 date",
        "\"dateCreated\":\"20190101\";dateCreated;must be a valid ISO 8601 date",
        "\"dateCreated\":\"2019-01-01T25:00\";dateCreated;must be a valid ISO 8601 date",
        "\"tags\":[];tags;must be a string",
        "\"hash\":\"\";hash;is not allowed to be empty",
        "\"archiveUrl\":\"ftp://a.b\";archiveUrl;must be a valid uri with a scheme matching the https|http|ipfs pattern",
        "\"@context\":\"http://a.b\";@context;must be an object",
        "\"@context\":[];@context;must be an object",
        "\"content\":{};content;must be a string or a number",
        "\"content\":\"\\ud800\";content;must not have half of a surrogate pair",
      })
  void work_saysWhatIsWrong(String member, String field, String reason) throws Exception {
    Reply reply = calls.post("/works", frost.newToken(), workWith(member));

    assertEquals(
        "422 One of the inputs is not valid. ValidationError: child \"%1$s\" fails because [\"%1$s\" %2$s]"
            .formatted(field, reason),
        reply.line());
  }

  @ParameterizedTest
  @CsvSource({
    "2019",
    "2019-01",
    "2019-01-01",
    "2019-001",
    "2019-01-01T10:20",
    "2019-01-01 10:20:30.5Z",
    "2019-01-01T10:20:30+0100",
    "2019-02-30",
  })
  void isoDate_isTaken(String date) throws Exception {
    register(frost.newToken(), workWith("\"dateCreated\":\"" + date + "\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"nobodyMapsThis\":1 | The property \"nobodyMapsThis\" in the input was not defined in the context.",
        "\"x\":{\"@context\":\"https://evil.example/c\",\"y\":1},\"@context\":{\"x\":\"schema:x\"} | ''",
        "\"name\":\"\\ud800\" | ''",
      })
  void claimThatWouldNotBeValid_isRefusedWithASentence(String member, String sentence)
      throws Exception {
    int before = frost.test.works().size();

    Reply reply = calls.post("/works", frost.newToken(), workWith(member));

    assertEquals(422, reply.status(), reply.body());
    assertTrue(reply.body().length() > 20 && reply.body().contains(sentence), reply.body());
    assertEquals(before, frost.test.works().size());
  }

  @Test
  void longArchiveUrl_isTaken() throws Exception {
    register(frost.newToken(), workWith("\"archiveUrl\":\"http:" + "a%20".repeat(100_000) + "\""));
  }

  @Test
  void contextWhoseTermsLeadToTerms_isRefusedWithASentence() throws Exception {
    StringBuilder terms = new StringBuilder("\"a\":\"schema:a\"");
    for (int i = 0; i < 8000; i++) {
      terms.append(",\"t%d\":\"t%d:x\"".formatted(i, i + 1));
    }

    Reply reply = calls.post("/works", frost.newToken(), workWith("\"@context\":{" + terms + "}"));

    assertEquals("422 More than 256 terms of the context lean on each other.", reply.line());
  }

  @ParameterizedTest
  @CsvSource({"500", "503", "404"})
  void nodeThatFails_is503WithRetryAfter(int status) throws Exception {
    String token = frost.newToken();
    frost.test.failWith(status);

    for (Reply reply :
        List.of(
            calls.post("/works", token, WORK),
            calls.post("/works", token, workWith("\"content\":\"x\"")),
            calls.get("/works", token))) {
      assertEquals(503, reply.status(), reply.body());
      assertEquals("5", reply.header("Retry-After"));
      assertTrue(reply.body().contains("node"), reply.body());
    }
  }

  @Test
  void nodeThatRefuses_isQuoted() throws Exception {
    String token = frost.newToken();
    frost.test.failWith(422);

    assertEquals("422 told to fail", calls.post("/works", token, WORK).line());
  }

  @Test
  void arrayAsBody_isRefused() throws Exception {
    assertEquals(
        "422 One of the inputs is not valid. ValidationError: \"value\" must be an object",
        calls.post("/works", Map.of("token", frost.newToken()), "[]").line());
  }
}
