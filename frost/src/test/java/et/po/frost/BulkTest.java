package et.po.frost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// `POST /works` with many works.
@ExtendWith(FrostExtension.class)
final class BulkTest {
  private static final String WORK =
      "{\"name\":\"Title %d\",\"datePublished\":\"2018-04-03T20:14:40Z\",\"dateCreated\":\"2018\","
          + "\"author\":\"Somebody\",\"content\":\"Content %<d\"}";

  private final RunningFrost frost;
  private final Calls calls;

  BulkTest(RunningFrost frost) {
    this.frost = frost;
    this.calls = frost.calls;
  }

  @AfterEach
  void nodesWorkAgain() {
    frost.test.failWith(0);
    frost.test.loseAnswers(false);
  }

  private Reply post(String token, Map<String, String> headers, String lines) throws Exception {
    Map<String, String> all = new java.util.HashMap<>(headers);
    all.put("token", token);
    all.put("Content-Type", "application/x-ndjson");
    return calls.post("/works", all, lines);
  }

  private static String works(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> WORK.formatted(i))
        .collect(Collectors.joining("\n"));
  }

  private static List<JsonObject> results(Reply reply) {
    assertEquals(200, reply.status(), reply.body());
    assertEquals("application/x-ndjson", reply.header("Content-Type"));
    return reply
        .body()
        .lines()
        .map(line -> new Reply(200, line, reply.headers()).object())
        .toList();
  }

  private Optional<String> nameOf(String id) {
    return frost.test.works().stream()
        .filter(work -> work.findString("id").equals(Optional.of(id)))
        .flatMap(work -> work.findObject("claim").stream())
        .flatMap(claim -> claim.findString("name").stream())
        .findFirst();
  }

  @Test
  void eachLine_hasItsResult_inOrder() throws Exception {
    String body =
        String.join(
            "\n",
            WORK.formatted(1),
            "{\"name\":\"\"}",
            "",
            "{",
            "[]",
            WORK.formatted(5).replace("\"name\"", "\"nobodyMapsThis\":1,\"name\"") + "\r",
            WORK.formatted(6),
            "");

    List<JsonObject> results = results(post(frost.newToken(), Map.of(), body));

    assertEquals(
        List.of("1 200", "2 422", "4 400", "5 422", "6 422", "7 200"),
        results.stream()
            .map(line ->
                line.find("line").orElseThrow().text()
                    + " "
                    + line.find("status").map(Object::toString).orElse("200"))
            .toList());
    assertEquals(
        "{\"line\":2,\"status\":422,\"code\":\"INVALID_INPUT\",\"error\":\"One of the inputs is not"
            + " valid. ValidationError: child \\\"name\\\" fails because [\\\"name\\\" is not allowed"
            + " to be empty]\"}",
        results.get(1).text());
    assertEquals(
        Optional.of("Title 1"), nameOf(results.getFirst().findString("workId").orElseThrow()));
    assertEquals(
        Optional.of("Title 6"), nameOf(results.getLast().findString("workId").orElseThrow()));
  }

  @Test
  void thousandWorks_areOneRequest_oneMoreIsTooMany() throws Exception {
    String token = frost.newToken();
    long started = System.nanoTime();
    List<JsonObject> results = results(post(token, Map.of(), works(1000)));
    System.out.println("1,000 works in ms: " + (System.nanoTime() - started) / 1_000_000);

    Set<String> ids = new HashSet<>();
    for (JsonObject line : results) {
      ids.add(line.findString("workId").orElseThrow());
    }
    assertEquals(1000, ids.size());
    assertEquals("1000", calls.get("/works?limit=1", token).header("X-Total-Count"));
    assertEquals(
        "413 The body has more than 1,000 works: send the others with another request.",
        post(token, Map.of(), works(1001)).line());
  }

  @Test
  void bodies_areBounded() throws Exception {
    String token = frost.newToken();

    assertEquals(413, post(token, Map.of(), "\n".repeat(20_000)).status());
    assertEquals(413, post(token, Map.of(), " ".repeat(5 * 1024 * 1024 + 1)).status());
    assertEquals(
        "422 The body has no work: each stands on a line of its own.",
        post(token, Map.of(), "\n\n").line());
    assertEquals(
        400,
        calls
            .call(
                "POST",
                "/works",
                Map.of("token", token, "Content-Type", "application/x-ndjson"),
                "{\"name\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1))
            .status());
  }

  @Test
  void lineThatIsLargerThanAWork_isRefusedForItself() throws Exception {
    String large = WORK.formatted(2).replace("Title 2", "x".repeat(512_000));

    List<JsonObject> results =
        results(post(frost.newToken(), Map.of(), WORK.formatted(1) + "\n" + large));

    assertEquals(Optional.empty(), results.getFirst().find("error"));
    assertEquals(
        "{\"line\":2,\"status\":413,\"code\":\"BODY_TOO_LARGE\",\"error\":\"A work may have 512,000"
            + " bytes; this line has %,d.\"}".formatted(large.length()),
        results.getLast().text());
  }

  @Test
  void withAKey_theWholeRequestCanBeSentAgain() throws Exception {
    String token = frost.newToken();
    String body = works(30) + "\n{}";
    Map<String, String> key = Map.of("Idempotency-Key", "k");
    frost.test.loseAnswers(true);
    assertEquals(503, post(token, key, body).status());
    frost.test.loseAnswers(false);

    Reply first = post(token, key, body);
    frost.test.failWith(500);
    Reply second = post(token, key, body);

    assertEquals(31, results(first).size());
    assertEquals(first.line(), second.line());
    frost.test.failWith(0);
    assertEquals("30", calls.get("/works", token).header("X-Total-Count"));
    assertEquals(422, post(token, key, works(31)).status());
  }

  @Test
  void nodeThatIsAway_is503_forAll() throws Exception {
    frost.test.failWith(503);

    Reply reply = post(frost.newToken(), Map.of(), works(40));

    assertEquals(503, reply.status());
    assertEquals("5", reply.header("Retry-After"));
    assertTrue(reply.body().contains("node"), reply.body());
  }
}
