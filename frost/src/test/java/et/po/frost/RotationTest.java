package et.po.frost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.frost.custody.RandomKeys;
import et.po.frost.database.SchemaVersion;
import et.po.postgresql.PostgresServer;
import et.po.testkit.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The command `rotate-keys` on the database of a Frost that is serving.
final class RotationTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int rotate(RunningFrost frost, Map<String, String> keys) {
    return rotate(frost.databaseUrl, keys);
  }

  private int rotate(String url, Map<String, String> keys) {
    Map<String, String> environment = new HashMap<>(keys);
    environment.put("FROST_DATABASE_URL", url);
    environment.put("FROST_DATABASE_USER", PostgresServer.USER);
    environment.put("FROST_DATABASE_PASSWORD", TestPostgres.PASSWORD);
    out.reset();
    err.reset();
    return Rotation.run(
        environment, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  }

  private String said() {
    return out.toString(UTF_8);
  }

  @Test
  void underTraffic_everyAccountIsRewrapped_andNoRequestFails() throws Exception {
    String newer = RandomKeys.text();
    // Every process unwraps the newer key before any wraps with it.
    try (RunningFrost frost =
            RunningFrost.start(settings ->
                settings.withCustody(
                    settings.masterKey(), Map.of("FROST_OLD_MASTER_KEYS", newer)));
        Traffic traffic = Traffic.on(frost)) {
      traffic.awaitAccounts(20);
      Map<String, String> keys =
          Map.of("FROST_MASTER_KEY", newer, "FROST_OLD_MASTER_KEYS", TestSettings.MASTER_KEY);
      assertEquals(0, rotate(frost, keys), err.toString(UTF_8));
      assertTrue(said().matches("rewrapped (?!0,)\\d+, already current 0, failed 0\\s*"), said());
      traffic.awaitAccounts(traffic.accounts() + 10);

      traffic.stop();

      assertTrue(traffic.failures().isEmpty(), traffic.failures().toString());
      assertEquals(0, rotate(frost, keys));
      int left = traffic.accounts();
      assertEquals(0, rotate(frost, Map.of("FROST_MASTER_KEY", newer)), err.toString(UTF_8));
      assertEquals("rewrapped 0, already current " + left + ", failed 0", said().strip());
    }
  }

  @Test
  void keysOfAnUnknownMasterKey_failAndStay_withExitCodeOne() throws Exception {
    try (RunningFrost frost = RunningFrost.start()) {
      String account = frost.signUp().findString("id").orElseThrow();

      assertEquals(1, rotate(frost, Map.of("FROST_MASTER_KEY", RandomKeys.text())));

      String named = "Not wrapped again: the keys of account " + account;
      assertEquals(1, err.toString(UTF_8).lines().filter(named::equals).count(), err::toString);

      assertEquals("rewrapped 0, already current 0, failed 1", said().strip());
      assertEquals(0, rotate(frost, Map.of("FROST_MASTER_KEY", TestSettings.MASTER_KEY)));
      assertEquals("rewrapped 0, already current 1, failed 0", said().strip());
    }
  }

  @Test
  void embedded_theKeyThatWasDrawn_isUnwrappedAfterOneIsGiven() throws Exception {
    String url;
    try (RunningFrost frost =
        RunningFrost.start(settings ->
            settings.with(Profile.EMBEDDED, Optional.empty(), settings.tokenSecret()))) {
      frost.signUp();
      url = frost.databaseUrl;
    }

    Map<String, String> given =
        Map.of("FROST_PROFILE", "embedded", "FROST_MASTER_KEY", RandomKeys.text());

    assertEquals(0, rotate(url, given), err.toString(UTF_8));
    assertEquals("rewrapped 1, already current 0, failed 0", said().strip());
  }

  @Test
  void withoutADatabase_aKey_orASchema_itEndsWithThree() {
    Map<String, String> key = Map.of("FROST_MASTER_KEY", TestSettings.MASTER_KEY);
    assertEquals(3, rotate("jdbc:postgresql://127.0.0.1:1/x", key));
    assertTrue(err.toString(UTF_8).contains("database cannot be used"), err.toString(UTF_8));
    String empty = TestPostgres.start().freshDatabaseUrl();
    assertEquals(3, rotate(empty, key));
    assertTrue(err.toString(UTF_8).contains("run `migrate` first"), err.toString(UTF_8));
    new SchemaVersion(
            Migration.source(
                Map.of(
                    "FROST_DATABASE_URL", empty,
                    "FROST_DATABASE_USER", PostgresServer.USER,
                    "FROST_DATABASE_PASSWORD", TestPostgres.PASSWORD)))
        .migrate();
    assertEquals(3, rotate(empty, Map.of()));
    assertTrue(err.toString(UTF_8).contains("FROST_MASTER_KEY is missing"), err.toString(UTF_8));
    assertEquals(3, rotate(empty, Map.of("FROST_PROFILE", "holiday")));
    assertEquals(
        3,
        rotate(
            empty,
            Map.of(
                "FROST_MASTER_KEY", TestSettings.MASTER_KEY, "FROST_OLD_MASTER_KEYS", "secret")));
    assertTrue(err.toString(UTF_8).contains("FROST_OLD_MASTER_KEYS must be"), err.toString(UTF_8));
    assertTrue(!err.toString(UTF_8).contains("secret"), err.toString(UTF_8));
  }
}
