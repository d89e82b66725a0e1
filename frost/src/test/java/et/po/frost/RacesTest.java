package et.po.frost;

import static et.po.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import et.po.frost.database.Sql;
import et.po.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What two do to one account at once: the second waits for the first, and goes by what it left.
@ExtendWith(FrostExtension.class)
final class RacesTest {
  private static final String OTHER_PASSWORD = "Battery-Staple-8";

  private final RunningFrost frost;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  RacesTest(RunningFrost frost) {
    this.frost = frost;
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /// Makes the request while a change of the account is not committed yet, and commits it once the
  /// request waits for that.
  private Reply during(JsonObject account, String change, Object value, Callable<Reply> request)
      throws Exception {
    UUID id = UUID.fromString(account.findString("id").orElseThrow());
    Future<Reply> reply =
        frost.database.inTransaction(transaction -> {
          Sql.update(
              transaction, "update frost.account set " + change + " where id = ?", value, id);
          int changing =
              Sql.find(transaction, row -> row.getInt(1), "select pg_backend_pid()").orElseThrow();
          Future<Reply> asked = threads.submit(request);
          eventually(
              "somebody waits for the change", () -> asked.isDone() || isWaitedFor(changing));
          return asked;
        });
    return reply.get(20, TimeUnit.SECONDS);
  }

  private boolean isWaitedFor(int changing) throws Exception {
    return frost
        .database
        .read(connection ->
            Sql.find(
                connection,
                row -> row.getInt(1),
                "select 1 from pg_stat_activity where ? = any(pg_blocking_pids(pid)) limit 1",
                changing))
        .isPresent();
  }

  /// The kept text of a password, as a change of it would write.
  private String kept(String password) throws Exception {
    String email = RunningFrost.newAddress();
    frost.calls.post("/accounts", Map.of(), RunningFrost.credentials(email, password));
    return frost
        .database
        .read(connection ->
            Sql.find(
                connection,
                row -> row.getString(1),
                "select password from frost.account where email = ?",
                email))
        .orElseThrow();
  }

  private Reply logIn(JsonObject account) throws Exception {
    String email = account.findString("email").orElseThrow();
    return frost.calls.post(
        "/login", Map.of(), RunningFrost.credentials(email, RunningFrost.PASSWORD));
  }

  @Test
  void logInWithAPassword_thatIsBeingChanged_isRefused() throws Exception {
    JsonObject account = frost.signUp();
    String changed = kept(OTHER_PASSWORD);

    Reply reply = during(account, "password = ?", changed, () -> logIn(account));

    assertEquals(404, reply.status(), reply.body());
  }

  @Test
  void logInWithAPassword_thatIsBeingHashedAnew_isTaken() throws Exception {
    JsonObject account = frost.signUp();
    String again = kept(RunningFrost.PASSWORD);

    Reply reply = during(account, "password = ?", again, () -> logIn(account));

    assertEquals(200, reply.status(), reply.body());
  }

  @Test
  void profileChange_undoesNothing_thatAnotherDoesMeanwhile() throws Exception {
    JsonObject account = frost.signUp();
    String path = "/accounts/" + account.findString("issuer").orElseThrow();
    Map<String, String> headers =
        Map.of(
            "token", account.findString("token").orElseThrow(), "Content-Type", "application/json");

    Reply reply =
        during(
            account,
            "bio = ?",
            "of the other",
            () ->
                frost.calls.call(
                    "PATCH",
                    path,
                    headers,
                    "{\"name\":\"of this one\"}".getBytes(StandardCharsets.UTF_8)));

    assertEquals(200, reply.status(), reply.body());
    JsonObject profile = frost.calls.call("GET", path).object();
    assertEquals(Optional.of("of this one"), profile.findString("name"));
    assertEquals(Optional.of("of the other"), profile.findString("bio"));
  }
}
