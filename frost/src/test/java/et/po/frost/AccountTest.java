package et.po.frost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.frost.database.Sql;
import et.po.protocol.claim.Issuer;
import et.po.protocol.json.JsonBoolean;
import et.po.protocol.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(FrostExtension.class)
final class AccountTest {
  private static final String INVALID = "422 One of the inputs is not valid. ";
  private static final String PASSWORD_TEXT =
      INVALID
          + "Password requirements: min: 10, max: 30, lowerCase: 1, upperCase: 1, numeric: 1,"
          + " symbol: 1, requirementCount: 4.";

  private final RunningFrost frost;
  private final Calls calls;

  AccountTest(RunningFrost frost) {
    this.frost = frost;
    this.calls = frost.calls;
  }

  private static List<Reply> atOnce(List<Callable<Reply>> asks) throws Exception {
    List<Reply> replies = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Reply> answer : threads.invokeAll(asks)) {
        replies.add(answer.get());
      }
    }
    return replies;
  }

  private Callable<Reply> signUp(String email) {
    return () ->
        calls.post("/accounts", Map.of(), RunningFrost.credentials(email, RunningFrost.PASSWORD));
  }

  @Test
  void signUp_givesIdIssuerAndToken() throws Exception {
    Reply reply = signUp(RunningFrost.newAddress()).call();

    assertEquals(200, reply.status());
    assertEquals("application/json; charset=utf-8", reply.header("Content-Type"));
    assertEquals(List.of("id", "issuer", "token"), List.copyOf(reply.object().members().keySet()));
    assertTrue(reply.text("id").matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
    assertTrue(new Issuer(reply.text("issuer")).uri().startsWith("data:;base64,eyJhbGdvcml0aG0i"));
  }

  @Test
  void logIn_givesTheSameAccount_andATokenOfItsOwn() throws Exception {
    JsonObject account = frost.signUp();
    String email = account.findString("email").orElseThrow();

    Reply reply =
        calls.post("/login", Map.of(), RunningFrost.credentials(email, RunningFrost.PASSWORD));

    assertEquals(account.findString("id"), Optional.of(reply.text("id")));
    assertEquals(account.findString("issuer"), Optional.of(reply.text("issuer")));
    assertTrue(!account.findString("token").equals(Optional.of(reply.text("token"))));
    assertEquals(200, calls.get("/tokens", reply.text("token")).status());
  }

  @Test
  void wrongPasswordAndUnknownAddress_areAnsweredAlike() throws Exception {
    String email = frost.signUp().findString("email").orElseThrow();
    String unknown = "404 Account not found.";

    assertEquals(
        unknown, calls.post("/login", Map.of(), RunningFrost.credentials(email, "x")).line());
    assertEquals(
        unknown,
        calls
            .post(
                "/login", Map.of(), RunningFrost.credentials("no@body.com", RunningFrost.PASSWORD))
            .line());
  }

  @Test
  void address_isTheSameInAnyCase() throws Exception {
    JsonObject account = frost.signUp();
    String email = account.findString("email").orElseThrow();
    String capitals = email.toUpperCase(java.util.Locale.ROOT);

    assertEquals("409 The specified account already exists.", signUp(capitals).call().line());
    Reply reply =
        calls.post("/login", Map.of(), RunningFrost.credentials(capitals, RunningFrost.PASSWORD));

    assertEquals(account.findString("id"), Optional.of(reply.text("id")));
    calls.post("/password/reset", Map.of(), "{\"email\":\"" + capitals + "\"}");
    // To the address as its owner gave it.
    assertTrue(frost.post.awaitMailTo(email).contains("Po.et Password Reset"));
  }

  @Test
  void addressesThatDifferInCaseAlone_keepWorking_whereTheyAreThereAlready() throws Exception {
    JsonObject small = frost.signUp();
    JsonObject other = frost.signUp();
    String email = small.findString("email").orElseThrow();
    String capitals = email.toUpperCase(java.util.Locale.ROOT);
    // As earlier versions let them.
    frost.change(
        "update frost.account set email = ? where id = ?::uuid",
        capitals,
        other.findString("id").orElseThrow());

    for (JsonObject account : List.of(small, other)) {
      String address = account == small ? email : capitals;
      Reply reply =
          calls.post("/login", Map.of(), RunningFrost.credentials(address, RunningFrost.PASSWORD));
      assertEquals(account.findString("id"), Optional.of(reply.text("id")));
      Reply patch =
          calls.call(
              "PATCH",
              "/accounts/" + account.findString("issuer").orElseThrow(),
              Map.of("token", reply.text("token"), "Content-Type", "application/json"),
              "{\"name\":\"Ada\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      assertEquals(200, patch.status(), patch.body());
    }
  }

  @Test
  void addressThatIsTaken_isRefused() throws Exception {
    String email = frost.signUp().findString("email").orElseThrow();

    assertEquals("409 The specified account already exists.", signUp(email).call().line());
  }

  @Test
  void manySignUpsOfOneAddressAtOnce_haveExactlyOneWinner() throws Exception {
    String email = RunningFrost.newAddress();

    List<Reply> replies = atOnce(java.util.Collections.nCopies(8, signUp(email)));

    List<Integer> statuses = replies.stream().map(Reply::status).sorted().toList();
    assertEquals(List.of(200, 409, 409, 409, 409, 409, 409, 409), statuses);
    int keys =
        frost.database.read(connection ->
            Sql.find(
                    connection,
                    row -> row.getInt(1),
                    "select count(*)::int from frost.account_key k"
                        + " join frost.account a on a.id = k.account where a.email = ?",
                    email)
                .orElseThrow());
    assertEquals(1, keys);
  }

  @Test
  void twoHundredSignUpsAtOnce_allSucceed() throws Exception {
    List<Callable<Reply>> asks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      asks.add(signUp(RunningFrost.newAddress()));
    }

    List<Reply> replies = atOnce(asks);

    Set<String> issuers = new HashSet<>();
    for (Reply reply : replies) {
      assertEquals(200, reply.status(), reply.body());
      issuers.add(reply.text("issuer"));
    }
    assertEquals(200, issuers.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | child \"email\" fails because [\"email\" is required]",
        "[] | \"value\" must be an object",
        "{\"email\":\"\"} | child \"email\" fails because [\"email\" is not allowed to be empty]",
        "{\"email\":null} | child \"email\" fails because [\"email\" must be a string]",
        "{\"email\":7} | child \"email\" fails because [\"email\" must be a string]",
        "{\"email\":\"x\"} | child \"email\" fails because [\"email\" must be a valid email]",
        "{\"email\":\"a..b@c.de\"} | child \"email\" fails because [\"email\" must be a valid email]",
        "{\"email\":\"\\\"a\\\"@c.de\"} | child \"email\" fails because [\"email\" must be a valid email]",
        "{\"email\":\"a\\u0000@c.de\"} | child \"email\" fails because [\"email\" must be a valid email]",
        "{\"email\":\"a\\ud800@c.de\"} | child \"email\" fails because [\"email\" must be a valid email]",
        "{\"email\":\"a@b.c\",\"password\":\"Correct-Horse-7\",\"foo\":1} | \"foo\" is not allowed",
      })
  void signUp_saysWhatIsWrong(String body, String fault) throws Exception {
    assertEquals(
        INVALID + "ValidationError: " + fault, calls.post("/accounts", Map.of(), body).line());
  }

  @ParameterizedTest
  @CsvSource({
    "Sh0rt-Pass", // 10
    "'Correct Horse 7'",
    "'Correct7Horseé'",
    "Correct-Horse-7-Battery-Staple", // 30
  })
  void goodPassword_isTaken(String password) throws Exception {
    String body = RunningFrost.credentials(RunningFrost.newAddress(), password);

    assertEquals(200, calls.post("/accounts", Map.of(), body).status());
  }

  @ParameterizedTest
  @CsvSource({
    "Sh0rt-Pas", // 9
    "correct-horse-7",
    "CORRECT-HORSE-7",
    "Correct-Horse-x",
    "CorrectHorse77",
    "Correct-Horse-7-Battery-Staples", // 31
  })
  void badPassword_isToldTheRequirements(String password) throws Exception {
    String body = RunningFrost.credentials(RunningFrost.newAddress(), password);

    assertEquals(PASSWORD_TEXT, calls.post("/accounts", Map.of(), body).line());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{\"email\":\"a@b.c\"}", "{\"email\":\"a@b.c\",\"password\":1234567890}"})
  void missingPassword_isToldTheRequirements(String body) throws Exception {
    assertEquals(PASSWORD_TEXT, calls.post("/accounts", Map.of(), body).line());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"email\":\"a@b.c\"} | child \"password\" fails because [\"password\" is required]",
        "{\"email\":\"a@b.c\",\"password\":\"\"} | child \"password\" fails because [\"password\" is not allowed to be empty]",
        "{\"email\":\"a@b.c\",\"password\":1} | child \"password\" fails because [\"password\" must be a string]",
        "{\"email\":\"a@b.c\",\"password\":\"x\",\"remember\":true} | \"remember\" is not allowed",
      })
  void logIn_saysWhatIsWrong(String body, String fault) throws Exception {
    assertEquals(
        INVALID + "ValidationError: " + fault, calls.post("/login", Map.of(), body).line());
  }

  @ParameterizedTest
  @CsvSource({"a@b", "a@localhost", "ü@b.co", "first.last+tag@sub-domain.example.org"})
  void unusualAddress_isTaken(String address) throws Exception {
    assertEquals(200, signUp(address).call().status());
  }

  @Test
  void profile_showsItsOwner() throws Exception {
    JsonObject account = frost.signUp();

    JsonObject profile =
        calls.get("/accounts/profile", account.findString("token").orElseThrow()).object();

    assertEquals(account.findString("email"), profile.findString("email"));
    assertEquals(account.findString("id"), profile.findString("id"));
    assertEquals(Optional.of(JsonBoolean.TRUE), profile.find("verified"));
    long created = Long.parseLong(profile.findString("createdAt").orElseThrow());
    assertTrue(Math.abs(created - System.currentTimeMillis()) < 60_000);
  }
}
