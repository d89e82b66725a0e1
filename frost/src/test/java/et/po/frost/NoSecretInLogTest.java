package et.po.frost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.json.JsonObject;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;

/// Whatever happens, and however much is logged of it, no secret is.
final class NoSecretInLogTest {
  private static final Logger ROOT = Logger.getLogger("");

  private static final class Recorder extends Handler {
    final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    public void publish(LogRecord record) {
      lines.add(new SimpleFormatter().format(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void log_hasNoSecrets_alsoWhenRequestsFail() throws Exception {
    Recorder recorder = new Recorder();
    Logger ours = Logger.getLogger("et.po.frost");
    Level before = ours.getLevel();
    ours.setLevel(Level.ALL);
    ROOT.addHandler(recorder);
    try (RunningFrost frost = RunningFrost.start()) {
      JsonObject account = frost.signUp();
      String login = account.findString("token").orElseThrow();
      String email = account.findString("email").orElseThrow();
      String api = frost.calls.post("/tokens", login, "{}").text("apiToken");
      frost.calls.post(
          "/login", java.util.Map.of(), RunningFrost.credentials(email, "Wrong-Word-99"));
      frost.test.failWith(500);
      frost.calls.post(
          "/works",
          api,
          "{\"name\":\"a\",\"author\":\"b\",\"datePublished\":\"2019\",\"dateCreated\":\"2019\"}");
      frost.change("update frost.token set sealed = 'broken'::bytea");
      assertEquals(500, frost.calls.get("/tokens", login).status());
      frost.change("alter table frost.account drop column verified");
      assertEquals(
          "500 Internal Server Error",
          frost
              .calls
              .post(
                  "/accounts",
                  java.util.Map.of(),
                  RunningFrost.credentials("new@example.com", RunningFrost.PASSWORD))
              .line());

      String log = String.join("\n", recorder.lines);
      assertTrue(log.contains("A request failed"), log);
      for (String secret :
          List.of(
              login,
              api,
              RunningFrost.PASSWORD,
              "Wrong-Word-99",
              email,
              TestSettings.MASTER_KEY,
              TestSettings.TOKEN_SECRET,
              "$argon2id")) {
        assertFalse(log.contains(secret), secret);
      }
    } finally {
      ROOT.removeHandler(recorder);
      ours.setLevel(before);
    }
  }
}
