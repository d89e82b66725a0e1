package et.po.frost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.frost.database.Sql;
import et.po.protocol.json.JsonObject;
import et.po.testkit.Eventually;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FrostExtension.class)
final class MailTest {
  private static final Pattern TOKEN = Pattern.compile("\\?token=([\\w.-]+)");
  private static final String NEW_PASSWORD = "Battery-Staple-8";

  private final RunningFrost frost;
  private final Calls calls;
  private JsonObject account = JsonObject.EMPTY;
  private String login = "";
  private String email = "";

  MailTest(RunningFrost frost) {
    this.frost = frost;
    this.calls = frost.calls;
  }

  @BeforeEach
  void signUp() throws Exception {
    account = frost.signUp();
    login = account.findString("token").orElseThrow();
    email = account.findString("email").orElseThrow();
  }

  private static String token(String mail) {
    Matcher token = TOKEN.matcher(mail);
    assertTrue(token.find(), mail);
    return token.group(1);
  }

  private String resetToken() throws Exception {
    assertEquals(
        "200 OK", calls.post("/password/reset", Map.of(), "{\"email\":\"" + email + "\"}").line());
    return token(frost.post.awaitMailTo(email));
  }

  private int logIn(String password) throws Exception {
    return calls.post("/login", Map.of(), RunningFrost.credentials(email, password)).status();
  }

  @Test
  void verificationMail_confirmsTheAddress_andLogsIn() throws Exception {
    String id = account.findString("id").orElseThrow();
    frost.change("update frost.account set verified = false where id = ?::uuid", id);
    assertEquals("200 OK", calls.post("/accounts/verify", login, "").line());

    String mail = frost.post.awaitMailTo(email);

    assertTrue(mail.contains("Subject: Po.et Verify account"), mail);
    assertTrue(mail.contains("From: \"Po.et\" <contact@po.et>"), mail);
    assertTrue(mail.contains("id=\"verify-link\""), mail);
    assertTrue(mail.contains("https://frost.example/verified-account?token="), mail);
    assertTrue(mail.contains("text/plain") && mail.contains("text/html"), mail);
    assertEquals("403 Not authorized.", calls.call("GET", "/accounts/verify/" + login).line());
    Reply reply = calls.call("GET", "/accounts/verify/" + token(mail));
    assertEquals(200, reply.status(), reply.body());
    assertEquals(200, calls.get("/works", reply.text("token")).status());
    assertEquals(
        "422 Email already verified.", calls.call("GET", "/accounts/verify/" + token(mail)).line());
    assertEquals("422 Invalid token.", calls.call("GET", "/accounts/verify/nonsense").line());
  }

  @Test
  void newAccount_isAskedToConfirmItsAddress_whereAddressesMustBe() throws Exception {
    try (RunningFrost strict = RunningFrost.start(false)) {
      JsonObject writer = strict.signUp();
      String address = writer.findString("email").orElseThrow();
      String first = writer.findString("token").orElseThrow();
      assertEquals(
          "409 The specified account is not verified.", strict.calls.get("/works", first).line());

      String confirmation = token(strict.post.awaitMailTo(address));

      assertEquals(200, strict.calls.call("GET", "/accounts/verify/" + confirmation).status());
      assertEquals(200, strict.calls.get("/works", first).status());
      String moved = RunningFrost.newAddress();
      move(strict, writer, moved);
      assertEquals(409, strict.calls.get("/works", first).status());
      assertTrue(strict.post.awaitMailTo(moved).contains("verify-link"));
    }
  }

  private static void move(RunningFrost frost, JsonObject writer, String address) throws Exception {
    Reply reply =
        frost.calls.call(
            "PATCH",
            "/accounts/" + writer.findString("issuer").orElseThrow(),
            Map.of(
                "token",
                writer.findString("token").orElseThrow(),
                "Content-Type",
                "application/json"),
            ("{\"email\":\"" + address + "\"}").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertEquals(200, reply.status(), reply.body());
  }

  @Test
  void confirmation_endsWithItsUse_andWithAMove() throws Exception {
    try (RunningFrost strict = RunningFrost.start(false)) {
      JsonObject stays = strict.signUp();
      JsonObject moves = strict.signUp();
      String used = token(strict.post.awaitMailTo(stays.findString("email").orElseThrow()));
      String stale = token(strict.post.awaitMailTo(moves.findString("email").orElseThrow()));

      move(strict, moves, RunningFrost.newAddress());
      assertEquals(
          "422 Expired token.", strict.calls.call("GET", "/accounts/verify/" + stale).line());

      Callable<Integer> confirm =
          () -> strict.calls.call("GET", "/accounts/verify/" + used).status();
      List<Integer> statuses = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Integer> answer : threads.invokeAll(Collections.nCopies(4, confirm))) {
          statuses.add(answer.get());
        }
      }
      statuses.sort(null);
      assertEquals(List.of(200, 422, 422, 422), statuses);
      assertEquals("422 Expired token.", strict.calls.get("/works", used).line());
      assertEquals(
          "422 Email already verified.",
          strict.calls.call("GET", "/accounts/verify/" + used).line());
    }
  }

  @Test
  void mailsToConfirm_areTenAnHour() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertEquals("200 OK", calls.post("/accounts/verify", login, "").line());
    }
    Reply refused = calls.post("/accounts/verify", login, "");
    assertEquals(
        "429 An account gets at most 10 mails an hour that ask to confirm its address. Try again in"
            + " an hour.",
        refused.line());
    assertEquals("3600", refused.header("Retry-After"));
  }

  @Test
  void address_thatHadManyMailsOfAnyAccounts_getsNoMoreByAnyWay() throws Exception {
    frost.change(
        "insert into frost.mail (account, recipient, subject, created, due, sent)"
            + " select ?, upper(?), 'x', now(), now(), now() from generate_series(1, 30)",
        UUID.randomUUID(),
        email);
    String refused =
        "429 This needs a mail to an address that has had 30 in the past hour. Try again in an hour.";

    assertEquals(refused, calls.post("/accounts/verify", login, "").line());
    assertEquals(
        refused,
        calls
            .call(
                "PATCH",
                "/accounts/" + account.findString("issuer").orElseThrow(),
                Map.of("token", login, "Content-Type", "application/json"),
                ("{\"email\":\"" + RunningFrost.newAddress() + "\"}").getBytes(UTF_8))
            .line());
    assertEquals(
        refused,
        calls
            .post(
                "/password/change",
                login,
                "{\"oldPassword\":\""
                    + RunningFrost.PASSWORD
                    + "\",\"password\":\""
                    + NEW_PASSWORD
                    + "\"}")
            .line());
    assertEquals(200, logIn(RunningFrost.PASSWORD));

    assertEquals(
        "200 OK", calls.post("/password/reset", Map.of(), "{\"email\":\"" + email + "\"}").line());
    Eventually.eventually(
        "the reset is looked at", () -> count("frost.reset_request where email = ?") == 0);
    assertEquals(30, count("frost.mail where lower(recipient) = ?"));
  }

  private long count(String ofAddress) throws Exception {
    return frost.database.read(connection ->
        Sql.find(connection, row -> row.getLong(1), "select count(*) from " + ofAddress, email)
            .orElseThrow());
  }

  @Test
  void oldAddress_isToldOfTheMove() throws Exception {
    move(frost, account, RunningFrost.newAddress());
    String mail = frost.post.awaitMailTo(email);
    assertTrue(mail.contains("Subject: Po.et Mail Address Changed"), mail);
  }

  @Test
  void confirmation_isAskedOfTheAddressThatTheAccountHasNow() throws Exception {
    String moved = RunningFrost.newAddress();
    List<Future<Reply>> answer = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      frost.database.run(transaction -> {
        Sql.update(
            transaction,
            "update frost.account set email = ? where id = ?::uuid",
            moved,
            account.findString("id").orElseThrow());
        answer.add(threads.submit(() -> calls.post("/accounts/verify", login, "")));
        frost.awaitWaitingForAccounts(1);
      });
    }

    assertEquals("200 OK", answer.getFirst().get().line());
    assertTrue(frost.post.awaitMailTo(moved).contains("verify-link"));
  }

  @Test
  void mailToAnOldAddress_opensNothingAfterAMove() throws Exception {
    String reset = resetToken();

    move(frost, account, RunningFrost.newAddress());

    assertEquals(
        "422 Expired token.",
        calls
            .post("/password/change/token", reset, "{\"password\":\"" + NEW_PASSWORD + "\"}")
            .line());
  }

  @Test
  void resetToken_changesThePasswordOnce_andEndsAllLogIns() throws Exception {
    String reset = resetToken();
    String body = "{\"password\":\"" + NEW_PASSWORD + "\"}";
    assertEquals("403 Not authorized.", calls.post("/password/change/token", login, body).line());

    Reply reply = calls.post("/password/change/token", reset, body);

    assertEquals(200, reply.status(), reply.body());
    assertEquals(200, calls.get("/tokens", reply.text("token")).status());
    assertEquals("422 Expired token.", calls.get("/tokens", login).line());
    assertEquals("422 Expired token.", calls.post("/password/change/token", reset, body).line());
    assertEquals(404, logIn(RunningFrost.PASSWORD));
    assertEquals(200, logIn(NEW_PASSWORD));
    assertTrue(frost.post.awaitMailTo(email).contains("Subject: Po.et Password Changed"));
  }

  @Test
  void reset_answersTheSameForAnAddressThatNobodyHas() throws Exception {
    assertEquals(
        "200 OK",
        calls.post("/password/reset", Map.of(), "{\"email\":\"no@body.example\"}").line());
  }

  @Test
  void password_isChangedByWhoKnowsTheOldOne() throws Exception {
    String wrong = "{\"password\":\"" + NEW_PASSWORD + "\",\"oldPassword\":\"x\"}";
    String right = wrong.replace("\"x\"", "\"" + RunningFrost.PASSWORD + "\"");
    String api = calls.post("/tokens", login, "{}").text("apiToken");

    assertEquals(
        "401 Incorrect Token Type. Got \"test_api_key\", wanted \"login\".",
        calls.post("/password/change", api, right).line());
    assertEquals(
        "403 Incorrect Old Password.", calls.post("/password/change", login, wrong).line());
    assertEquals(
        "422 One of the inputs is not valid. ValidationError: child \"oldPassword\" fails because"
            + " [\"oldPassword\" is required]",
        calls.post("/password/change", login, "{\"password\":\"" + NEW_PASSWORD + "\"}").line());
    assertEquals("200 OK", calls.post("/password/change", login, right).line());
    assertTrue(frost.post.awaitMailTo(email).contains("Subject: Po.et Password Changed"));
    assertEquals("422 Expired token.", calls.get("/tokens", login).line());
    assertEquals(200, calls.get("/works", api).status());
    assertEquals(200, logIn(NEW_PASSWORD));
  }

  @Test
  void mailThatIsNotTaken_failsNoRequest_andIsSentAgain() throws Exception {
    frost.post.refuse(1);

    assertFalse(resetToken().isEmpty());
  }

  @Test
  void database_keepsNoTextOfAMail() throws Exception {
    String reset = resetToken();

    List<String> mails =
        frost.database.read(connection ->
            Sql.list(
                connection,
                row -> row.getString(1),
                "select m::text || coalesce(encode(sealed, 'escape'), '') from frost.mail m"
                    + " where account = ?",
                UUID.fromString(account.findString("id").orElseThrow())));

    assertEquals(1, mails.size());
    assertFalse(mails.getFirst().contains(reset) || mails.getFirst().contains("token="));
  }
}
