package et.po.frost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.frost.database.Sql;
import et.po.protocol.claim.Ed25519Key;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `/accounts/key`: export and import of one's own key.
@ExtendWith(FrostExtension.class)
final class KeyTest {
  private static final String WORK =
      "{\"name\":\"a\",\"author\":\"b\",\"datePublished\":\"2019\",\"dateCreated\":\"2019\"}";
  private static final String NOT_A_KEY =
      "422 One of the inputs is not valid. ValidationError: child \"privateKey\" fails because"
          + " [\"privateKey\" must be an Ed25519 private key, 64 bytes in Base58]";

  private final RunningFrost frost;
  private final Calls calls;

  KeyTest(RunningFrost frost) {
    this.frost = frost;
    this.calls = frost.calls;
  }

  private static String body(String password) {
    return new JsonObject(Map.of("password", new JsonString(password))).text();
  }

  private static String body(String password, String privateKey) {
    return new JsonObject(
            Map.of("password", new JsonString(password), "privateKey", new JsonString(privateKey)))
        .text();
  }

  private static Reply put(Calls calls, String token, String json) throws Exception {
    return calls.call(
        "PUT",
        "/accounts/key",
        Map.of("token", token, "Content-Type", "application/json"),
        json.getBytes(UTF_8));
  }

  private static Ed25519Key newKey() {
    return Ed25519Key.generate(new SecureRandom());
  }

  private static String text(JsonObject account, String member) {
    return account.findString(member).orElseThrow();
  }

  private static String lastIssuer(RunningFrost frost) {
    return text(frost.test.works().getLast(), "issuer");
  }

  @Test
  void export_givesTheKeyOfTheIssuer_toWhoKnowsThePassword() throws Exception {
    JsonObject account = frost.signUp();
    String token = text(account, "token");

    Reply reply = calls.post("/accounts/key/export", token, body(RunningFrost.PASSWORD));

    assertEquals(200, reply.status());
    assertEquals("no-store", reply.header("Cache-Control"));
    assertEquals(text(account, "issuer"), reply.text("issuer"));
    assertEquals(
        text(account, "issuer"),
        Ed25519Key.ofPrivateBase58(reply.text("privateKey")).issuer().uri());
    String audited = calls.get("/accounts/audit", token).body();
    assertTrue(audited.contains("\"key-exported\""), audited);
    assertFalse(audited.contains(reply.text("privateKey")), audited);
  }

  @Test
  void bothRoutes_guardTheKey() throws Exception {
    String login = frost.newToken();
    String api = calls.post("/tokens", login, "{}").text("apiToken");
    String wanted = "401 Incorrect Token Type. Got \"test_api_key\", wanted \"login\".";
    String right = body(RunningFrost.PASSWORD);
    String key = newKey().privateBase58();

    assertEquals("404 Not Found", calls.post("/accounts/key/export", Map.of(), right).line());
    assertEquals(wanted, calls.post("/accounts/key/export", api, right).line());
    assertEquals(wanted, put(calls, api, body(RunningFrost.PASSWORD, key)).line());
    String wrong = "403 Incorrect Password.";
    assertEquals(wrong, calls.post("/accounts/key/export", login, body("Wrong-Word-99")).line());
    assertEquals(wrong, put(calls, login, body("Wrong-Word-99", key)).line());
    assertEquals(422, calls.post("/accounts/key/export", login, "{}").status());
  }

  @Test
  void password_thatIsChangedWhileItIsLookedAt_allowsNothingAnyMore() throws Exception {
    JsonObject account = frost.signUp();
    String login = text(account, "token");
    String change =
        "{\"oldPassword\":\"%s\",\"password\":\"Another-Word-1\"}".formatted(RunningFrost.PASSWORD);
    String another = text(frost.signUp(), "id");

    List<Future<Reply>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      frost.database.run(transaction -> {
        Sql.update(
            transaction,
            "update frost.account set password = (select password from frost.account"
                + " where id = ?::uuid) where id = ?::uuid",
            another,
            text(account, "id"));
        // Both have seen the password as it was before, and wait for what becomes of the account.
        answers.add(threads.submit(() -> calls.post("/password/change", login, change)));
        answers.add(
            threads.submit(
                () -> calls.post("/accounts/key/export", login, body(RunningFrost.PASSWORD))));
        frost.awaitWaitingForAccounts(2);
      });
    }

    assertEquals("403 Incorrect Old Password.", answers.getFirst().get().line());
    assertEquals("403 Incorrect Password.", answers.getLast().get().line());
    assertFalse(calls.get("/accounts/audit", login).body().contains("\"key-exported\""));
  }

  @Test
  void wrongPasswords_makeTheirSenderWait_whereverAPasswordIsAskedAgain() throws Exception {
    String login = frost.newToken();
    for (int i = 0; i < 5; i++) {
      assertEquals(403, calls.post("/accounts/key/export", login, body("Wrong-Word-99")).status());
    }
    String right = body(RunningFrost.PASSWORD);
    String change =
        "{\"oldPassword\":\"%s\",\"password\":\"Another-Word-1\"}".formatted(RunningFrost.PASSWORD);

    Reply refused = calls.post("/accounts/key/export", login, right);

    assertEquals(429, refused.status(), refused.body());
    assertTrue(Integer.parseInt(refused.header("Retry-After")) > 0, refused.toString());
    String key = newKey().privateBase58();
    assertEquals(429, put(calls, login, body(RunningFrost.PASSWORD, key)).status());
    assertEquals(429, calls.post("/password/change", login, change).status());
    assertFalse(calls.get("/accounts/audit", login).body().contains("\"key-"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "0OIl",
        // A seed alone.
        "4uQeVj5tqViQh7yWWGStvkEG1Zmhx6uasJtWCJziofM",
        // The halves are of two keys.
        "5KQwrPbwdL6PhXujxW37FSSQZ1JiwsST4cqQzDeyXtP79zkvFD3"
      })
  void whatIsNoPrivateKey_isRefused(String key) throws Exception {
    Reply reply = put(calls, frost.newToken(), body(RunningFrost.PASSWORD, key));

    assertEquals(NOT_A_KEY, reply.line());
    assertEquals(
        NOT_A_KEY,
        put(calls, frost.newToken(), body(RunningFrost.PASSWORD, "1".repeat(101))).line());
  }

  @Test
  void importedKey_signsFromNowOn_andOldClaimsStay() throws Exception {
    try (RunningFrost own = RunningFrost.start()) {
      JsonObject account = own.signUp();
      String token = text(account, "token");
      assertEquals(200, own.calls.post("/works", token, WORK).status());
      assertEquals(text(account, "issuer"), lastIssuer(own));
      Ed25519Key key = newKey();

      Reply reply = put(own.calls, token, body(RunningFrost.PASSWORD, key.privateBase58()));

      assertEquals(200, reply.status(), reply.toString());
      assertTrue(own.calls.get("/accounts/audit", token).body().contains("\"key-imported\""));
      assertEquals(key.issuer().uri(), reply.text("issuer"));
      assertEquals(text(account, "id"), reply.text("id"));
      // The double takes none that does not verify.
      assertEquals(200, own.calls.post("/works", token, WORK).status());
      assertEquals(key.issuer().uri(), lastIssuer(own));
      assertEquals(2, own.test.works().size());
      assertEquals(
          key.privateBase58(),
          own.calls
              .post("/accounts/key/export", token, body(RunningFrost.PASSWORD))
              .text("privateKey"));
      // What was sealed before is opened after.
      assertFalse(own.calls.get("/tokens", token).body().contains("[]"));
    }
  }

  @Test
  void importedKey_isSeenByOtherProcesses_thatHaveTheOldOneOpen() throws Exception {
    try (RunningFrost one = RunningFrost.start();
        RunningFrost other = RunningFrost.on(one.databaseUrl, settings -> settings)) {
      String token = text(one.signUp(), "token");
      assertEquals(200, other.calls.post("/works", token, WORK).status());
      Ed25519Key key = newKey();
      assertNotEquals(key.issuer().uri(), lastIssuer(other));

      put(one.calls, token, body(RunningFrost.PASSWORD, key.privateBase58()));

      assertEquals(200, other.calls.post("/works", token, WORK).status());
      assertEquals(key.issuer().uri(), lastIssuer(other));
    }
  }

  @Test
  void keyOfAnotherAccount_isTaken_andOnesOwnIsNot() throws Exception {
    String first = frost.newToken();
    String second = frost.newToken();
    String key = newKey().privateBase58();
    String wanted = body(RunningFrost.PASSWORD, key);

    assertEquals(200, put(calls, first, wanted).status());
    assertEquals("409 Another account has this key.", put(calls, second, wanted).line());
    assertEquals(200, put(calls, first, wanted).status());
    assertTrue(calls.get("/tokens", second).status() == 200);
  }
}
