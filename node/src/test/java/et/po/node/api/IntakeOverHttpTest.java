package et.po.node.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.claim.SignedClaim;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonBoolean;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which claims the node takes, and what it says of the others.
@QuarkusTest
@QuarkusTestResource(NodeServices.class)
class IntakeOverHttpTest {
  private static final String NOT_SIGNED = "Request Body must be a Signed Verifiable Claim.";
  private static final String INCORRECT = "Signed Verifiable Claim's signature is incorrect.";

  @TestHTTPResource URI base;
  private final Claims claims = new Claims();

  private Client node() {
    return new Client(base);
  }

  static Stream<Path> vectors() throws Exception {
    return Files.list(Path.of(System.getProperty("vectors.directory"), "claims")).sorted();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void vector_isTakenIfTheOriginalTookIt_unlessItIsAWeakness(Path file) throws Exception {
    JsonObject vector = (JsonObject) Json.parse(Files.readAllBytes(file));
    JsonObject signed = vector.findObject("signed").orElseThrow();
    boolean valid = vector.find("valid").filter(JsonBoolean.TRUE::equals).isPresent();
    boolean work = signed.findString("type").filter("Work"::equals).isPresent();
    boolean weak = vector.find("securityWeakness").filter(JsonBoolean.TRUE::equals).isPresent();
    boolean exotic = file.getFileName().toString().startsWith("14-");
    int expected = valid && work && !weak && !exotic ? 202 : 422;
    Client.Answer answer = node().postJson("/works", signed.text());
    assertEquals(expected, answer.status(), answer.text());
    assertEquals(expected == 202, answer.text().isEmpty());
  }

  @Test
  void accepted_isEmptyPlainText() {
    Client.Answer answer = node().postJson("/works", claims.work("name", "a").envelope().text());
    assertEquals(202, answer.status());
    assertEquals(0, answer.bytes().length);
    assertTrue(answer.header("Content-Type").startsWith("text/plain"));
  }

  @Test
  void sameClaimAgain_sameAnswerAndOneRecord() {
    SignedClaim claim = claims.work("name", "twice");
    for (int i = 0; i < 3; i++) {
      assertEquals(202, node().postJson("/works", claim.envelope().text()).status());
    }
    node().awaitAnchored(claim.id().hex());
    assertEquals("1", node().get("/works?issuer=" + claims.issuer()).header("X-Total-Count"));
  }

  @Test
  void manyAtOnce_allAreAnchoredOnce() throws Exception {
    List<SignedClaim> many =
        IntStream.range(0, 200).mapToObj(i -> claims.work("name", "many " + i)).toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<Client.Answer>> answers =
          many.stream()
              .map(
                  claim -> threads.submit(() -> node().postJson("/works", claim.envelope().text())))
              .toList();
      for (Future<Client.Answer> answer : answers) {
        assertEquals(202, answer.get().status());
      }
    }
    many.forEach(claim -> node().awaitAnchored(claim.id().hex()));
    Client.Answer list = node().get("/works?limit=1000&anchored=true&issuer=" + claims.issuer());
    assertEquals("200", list.header("X-Total-Count"));
    assertEquals(200, list.array().size());
  }

  @Test
  void malformedJson_is400WithASentence() {
    for (String body : List.of("", "{\"a\":", "nonsense", "[".repeat(100_000), "{\"a\":1} x")) {
      Client.Answer answer = node().postJson("/works", body);
      assertEquals(400, answer.status(), body.substring(0, Math.min(20, body.length())));
      assertTrue(
          answer.text().endsWith(".") || answer.text().startsWith("Not JSON"), answer.text());
    }
  }

  @Test
  void otherJson_isNoSignedClaim() {
    for (String body : List.of("1", "null", "[]", "{}", "\"text\"", "{\"type\":\"Work\"}")) {
      Client.Answer answer = node().postJson("/works", body);
      assertEquals(422, answer.status());
      assertEquals(NOT_SIGNED, answer.text());
    }
  }

  @Test
  void otherContentType_isNoSignedClaim() {
    String json = claims.work("name", "typed").envelope().text();
    assertEquals(
        NOT_SIGNED,
        node()
            .send("POST", "/works", BodyPublishers.ofString(json), "Content-Type", "text/plain")
            .text());
    assertEquals(NOT_SIGNED, node().send("POST", "/works", BodyPublishers.ofString(json)).text());
  }

  @Test
  void largeBody_is413_announcedOrNot() {
    byte[] large = new byte[10 * 1024 * 1024];
    Client.Answer announced =
        node()
            .send(
                "POST",
                "/works",
                BodyPublishers.ofByteArray(large),
                "Content-Type",
                "application/json");
    assertEquals(413, announced.status());
    assertEquals("request entity too large", announced.text());
    assertEquals(413, node().postChunked("/works", () -> new ByteArrayInputStream(large)).status());
  }

  @Test
  void changedClaim_isIncorrect_andProblemDetailsSayHow() {
    JsonObject envelope = claims.work("name", "changed").envelope();
    JsonObject forged =
        envelope.with(
            "claim",
            new JsonObject(envelope.findObject("claim").orElseThrow().members())
                .with("name", new JsonString("forged")));
    assertEquals(INCORRECT, node().postJson("/works", forged.text()).text());
    Client.Answer problem = node().postJson("/works", forged.text(), "Accept", "application/json");
    assertEquals(422, problem.status());
    assertEquals("application/problem+json", problem.header("Content-Type").split(";")[0]);
    assertTrue(problem.json().findString("detail").orElseThrow().contains("id"), problem.text());
  }

  @Test
  void textThatCannotBeStored_isRefusedWithASentence() {
    String good = claims.work("name", "PLACE").envelope().text();
    for (String bad : List.of("\\u0000", "\\ud800", "\\udc00x")) {
      Client.Answer answer = node().postJson("/works", good.replace("PLACE", bad));
      assertEquals(422, answer.status());
      assertFalse(answer.text().isEmpty());
    }
  }

  @Test
  void claimThatGoesTooDeep_isRefusedWithASentence() {
    JsonObject good = claims.work("name", "deep").envelope();
    JsonObject terms = good.findObject("@context").orElseThrow();
    for (int i = 0; i < 10_000; i++) {
      terms = terms.with("t" + i, new JsonString("t" + (i + 1) + ":x"));
    }
    for (JsonObject deep :
        List.of(
            good.with("issuer", new JsonString("http://h" + "/a".repeat(200_000))),
            good.with("issuer", new JsonString("data:a/b" + ";a=b".repeat(100_000) + ",x")),
            good.with("@context", terms))) {
      Client.Answer answer = node().postJson("/works", deep.text());
      assertEquals(422, answer.status(), answer.text());
      assertTrue(answer.text().endsWith("."), answer.text());
    }
  }

  @Test
  void claimOfTheYearZero_isAnchored_andTakesNoOtherWithIt() throws Exception {
    List<SignedClaim> together =
        List.of(
            claims.workOf("0000-01-01", "before all"),
            claims.work("name", "beside it"),
            claims.workOf("0001-01-01T00:00:00+14:00", "before all here"));
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<Client.Answer>> answers =
          together.stream()
              .map(
                  claim -> threads.submit(() -> node().postJson("/works", claim.envelope().text())))
              .toList();
      for (Future<Client.Answer> answer : answers) {
        assertEquals(202, answer.get().status(), answer.get().text());
      }
    }
    together.forEach(claim -> node().awaitAnchored(claim.id().hex()));
  }

  @Test
  void futureClaim_isRefused_butClocksMayDiffer() {
    Instant now = Instant.now();
    SignedClaim tomorrow = claims.work(now.plus(Duration.ofDays(1)), "name", "tomorrow");
    Client.Answer answer = node().postJson("/works", tomorrow.envelope().text());
    assertEquals(422, answer.status());
    assertTrue(answer.text().contains("lies in the future"), answer.text());
    SignedClaim soon = claims.work(now.plus(Duration.ofMinutes(2)), "name", "soon");
    assertEquals(202, node().postJson("/works", soon.envelope().text()).status());
  }

  @Test
  void claimOfAFutureThatNoCalendarHas_isRefused_butOneOfThePastIsTaken() {
    for (String date :
        List.of(
            "2099-02-30",
            "2099-01-01T00:00:00+23:00",
            "9999-12-31T23:59:59-23:59",
            "+012099-01-01",
            "2099-007")) {
      Client.Answer answer =
          node().postJson("/works", claims.workOf(date, "later").envelope().text());
      assertEquals(422, answer.status(), date);
      assertTrue(answer.text().contains("lies in the future"), answer.text());
    }
    for (String date : List.of("2019-02-30", "2018-11-05 10:20+05", "-002019-01-01", "2018-007")) {
      assertEquals(
          202,
          node().postJson("/works", claims.workOf(date, "past").envelope().text()).status(),
          date);
    }
  }
}
