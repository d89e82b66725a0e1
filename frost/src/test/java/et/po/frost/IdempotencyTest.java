package et.po.frost;

import static et.po.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.frost.database.Sql;
import et.po.protocol.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `Idempotency-Key` on `POST /works`.
@ExtendWith(FrostExtension.class)
final class IdempotencyTest {
  private static final String WORK =
      "{\"name\":\"A title\",\"datePublished\":\"2018-04-03T20:14:40Z\",\"dateCreated\":\"2018\","
          + "\"author\":\"Somebody\",\"content\":\"Once upon a midnight\"}";
  private static final String IN_HAND =
      "409 A request with this Idempotency-Key is still in hand. Wait for its answer, or send it"
          + " again in some seconds.";

  private final RunningFrost frost;
  private final Calls calls;

  IdempotencyTest(RunningFrost frost) {
    this.frost = frost;
    this.calls = frost.calls;
  }

  @AfterEach
  void nodesWorkAgain() {
    frost.test.failWith(0);
    frost.test.loseAnswers(false);
    frost.test.holdUntil(new CountDownLatch(0));
  }

  private Reply post(String token, String key, String work) throws Exception {
    return calls.post("/works", Map.of("token", token, "Idempotency-Key", key), work);
  }

  /// The claims of an account that reached the node.
  private List<String> claimsOf(JsonObject account) {
    List<String> ids = new ArrayList<>();
    for (JsonObject work : frost.test.works()) {
      if (work.findString("issuer").equals(account.findString("issuer"))) {
        ids.add(work.findString("id").orElseThrow());
      }
    }
    return ids;
  }

  private int rows(JsonObject account) throws Exception {
    return frost.database.read(connection ->
        Sql.find(
                connection,
                row -> row.getInt(1),
                "select count(*) from frost.idempotency_key where account = ?::uuid",
                account.findString("id").orElseThrow())
            .orElseThrow());
  }

  private static String token(JsonObject account) {
    return account.findString("token").orElseThrow();
  }

  @Test
  void sameKeyAndBody_givesTheSameAnswer_alsoWithoutTheNode() throws Exception {
    JsonObject account = frost.signUp();
    Reply first = post(token(account), "k", WORK);
    assertEquals(200, first.status(), first.body());
    frost.test.failWith(500);

    assertEquals(first.line(), post(token(account), "k", WORK).line());
    assertEquals(first.line(), post(token(account), "k", " " + WORK).line());
    assertEquals(List.of(first.text("workId")), claimsOf(account));
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 59, 60, 61, 62, 63})
  void workAsDeepAsOneWithoutAKey_isTakenWithOne(int levels) throws Exception {
    String deep =
        WORK.replace(
            "\"author\"", "\"deep\":" + "[".repeat(levels) + "]".repeat(levels) + ",\"author\"");
    String token = token(frost.signUp());
    assertEquals(calls.post("/works", token, deep).status(), post(token, "deep", deep).status());
  }

  @Test
  void sameKeyWithAnotherBody_isRefused() throws Exception {
    JsonObject account = frost.signUp();
    post(token(account), "k", WORK);

    assertEquals(
        "422 This Idempotency-Key was used for another request. Send the same body with it, or take"
            + " a new key.",
        post(token(account), "k", WORK.replace("A title", "Another")).line());
    assertEquals(1, claimsOf(account).size());
  }

  @Test
  void keys_areTheAccountsOwn_onEachNetwork() throws Exception {
    JsonObject account = frost.signUp();
    String live = calls.post("/tokens", token(account), "{\"network\":\"live\"}").text("apiToken");

    String onTest = post(token(account), "k", WORK).text("workId");

    assertNotEquals(onTest, post(live, "k", WORK).text("workId"));
    assertNotEquals(onTest, post(frost.newToken(), "k", WORK).text("workId"));
  }

  @Test
  void answerThatIsLost_isGivenAgain_forTheVeryClaimThatTheNodeHas() throws Exception {
    JsonObject account = frost.signUp();
    frost.test.loseAnswers(true);
    assertEquals(503, post(token(account), "k", WORK).status());
    List<String> taken = claimsOf(account);
    assertEquals(1, taken.size());
    frost.test.loseAnswers(false);

    assertEquals(taken.getFirst(), post(token(account), "k", WORK).text("workId"));
    assertEquals(taken, claimsOf(account));
  }

  @Test
  void nodeThatIsAway_leavesNothingHalfWritten_andARetryCompletesIt() throws Exception {
    JsonObject account = frost.signUp();
    frost.test.failWith(503);
    Reply away = post(token(account), "k", WORK);
    assertEquals(503, away.status());
    assertEquals("5", away.header("Retry-After"));
    assertEquals(List.of(), claimsOf(account));
    frost.test.failWith(0);

    String id = post(token(account), "k", WORK).text("workId");

    assertEquals(List.of(id), claimsOf(account));
  }

  @Test
  void requestInHand_isAConflict() throws Exception {
    JsonObject account = frost.signUp();
    CountDownLatch gate = new CountDownLatch(1);
    frost.test.holdUntil(gate);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Reply> first = threads.submit(() -> post(token(account), "k", WORK));
      eventually("the first request is in hand", () -> rows(account) == 1);

      assertEquals(IN_HAND, post(token(account), "k", WORK).line());
      gate.countDown();

      String id = first.get().text("workId");
      assertEquals(id, post(token(account), "k", WORK).text("workId"));
      assertEquals(List.of(id), claimsOf(account));
    }
  }

  @Test
  void whoeverTakesOverFromACrash_handsInTheSameClaim() throws Exception {
    JsonObject account = frost.signUp();
    CountDownLatch gate = new CountDownLatch(1);
    frost.test.holdUntil(gate);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Reply> first = threads.submit(() -> post(token(account), "k", WORK));
      eventually(
          "the claim is kept",
          () ->
              frost.database.read(connection ->
                  Sql.find(
                          connection,
                          row -> true,
                          "select 1 from frost.idempotency_key where attempts is not null and"
                              + " account = ?::uuid",
                          account.findString("id").orElseThrow())
                      .isPresent()));
      frost.change(
          "update frost.idempotency_key set holder = gen_random_uuid(), held_until = now() -"
              + " interval '1 s' where account = ?::uuid",
          account.findString("id").orElseThrow());
      Future<Reply> second = threads.submit(() -> post(token(account), "k", WORK));
      gate.countDown();

      assertEquals(first.get().line(), second.get().line());
      assertEquals(List.of(first.get().text("workId")), claimsOf(account));
    }
  }

  @Test
  void manyAtOnce_makeOneClaim() throws Exception {
    JsonObject account = frost.signUp();
    Set<String> answers = new HashSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        replies.add(threads.submit(() -> post(token(account), "k", WORK)));
      }
      for (Future<Reply> reply : replies) {
        answers.add(reply.get().line());
      }
    }
    answers.remove(IN_HAND);

    assertEquals(1, answers.size(), answers.toString());
    assertEquals(1, claimsOf(account).size());
  }

  @Test
  void refusedRequest_leavesItsKeyFree() throws Exception {
    JsonObject account = frost.signUp();
    assertEquals(422, post(token(account), "k", "{}").status());
    assertEquals(0, rows(account));

    assertEquals(200, post(token(account), "k", WORK).status());
  }

  @ParameterizedTest
  @CsvSource({"''", "'a\tb'"})
  void keyThatIsNone_isRefused(String key) throws Exception {
    assertEquals(
        "422 The header Idempotency-Key must be 1 to 255 printable ASCII characters.",
        post(frost.newToken(), key, WORK).line());
  }

  @Test
  void keyLength_hasALimit() throws Exception {
    assertEquals(200, post(frost.newToken(), "k".repeat(255), WORK).status());
    assertEquals(422, post(frost.newToken(), "k".repeat(256), WORK).status());
  }

  @Test
  void workThatCannotBeAClaim_leavesNoContentInTheNode() throws Exception {
    int before = frost.test.contents().size();

    Reply reply =
        calls.post(
            "/works", frost.newToken(), WORK.replace("\"name\"", "\"nobodyMapsThis\":1,\"name\""));

    assertEquals(422, reply.status());
    assertTrue(reply.body().contains("nobodyMapsThis"), reply.body());
    assertEquals(before, frost.test.contents().size());
  }
}
