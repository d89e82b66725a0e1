package et.po.frost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.frost.custody.RealVault;
import et.po.postgresql.PostgresServer;
import et.po.testkit.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Frost whose custodian is a real Vault.
@Tag("real")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VaultTest {
  private static final String WORK =
      "{\"name\":\"a\",\"author\":\"b\",\"datePublished\":\"2019\",\"dateCreated\":\"2019\"}";
  private static final String AWAY =
      "503 The keys of accounts cannot be reached at the moment; try again.";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private @Nullable RealVault started;

  @BeforeAll
  void start() throws Exception {
    started = RealVault.start();
  }

  @AfterAll
  void stop() throws Exception {
    if (started != null) {
      started.close();
    }
  }

  private RealVault vault() {
    return java.util.Objects.requireNonNull(started);
  }

  private UnaryOperator<TestSettings> onVault() {
    return settings -> settings.withCustody(Optional.empty(), vault().environment());
  }

  private static Reply signUp(RunningFrost frost) throws Exception {
    return frost.calls.post(
        "/accounts",
        Map.of(),
        RunningFrost.credentials(RunningFrost.newAddress(), RunningFrost.PASSWORD));
  }

  private static void assertAway(Reply reply) {
    assertEquals(AWAY, reply.line());
    assertEquals("5", reply.header("Retry-After"));
  }

  private int rotate(RunningFrost frost, Map<String, String> keys) {
    Map<String, String> environment = new HashMap<>(keys);
    environment.put("FROST_DATABASE_URL", frost.databaseUrl);
    environment.put("FROST_DATABASE_USER", PostgresServer.USER);
    environment.put("FROST_DATABASE_PASSWORD", TestPostgres.PASSWORD);
    out.reset();
    return Rotation.run(environment, new PrintStream(out, true, UTF_8), System.err);
  }

  private String said() {
    return out.toString(UTF_8).strip();
  }

  @Test
  void whileVaultIsSealedOrAway_openedKeysGoOn_andAllElseComesLater() throws Exception {
    try (RunningFrost frost = RunningFrost.start(onVault())) {
      String opened = frost.newToken();
      String unopened = frost.newToken();
      assertEquals(200, frost.calls.post("/works", opened, WORK).status());

      vault().seal();
      assertAway(signUp(frost));
      assertAway(frost.calls.post("/works", unopened, WORK));
      assertEquals(200, frost.calls.post("/works", opened, WORK).status());
      vault().unseal();
      assertEquals(200, signUp(frost).status());

      vault().kill();
      assertAway(signUp(frost));
      assertAway(frost.calls.get("/tokens", unopened));
      assertEquals(200, frost.calls.post("/works", opened, WORK).status());
      assertEquals(3, rotate(frost, vault().environment()));
      vault().restart();
      assertAway(signUp(frost));
      vault().unseal();
      assertEquals(200, signUp(frost).status());
      assertEquals(200, frost.calls.post("/works", unopened, WORK).status());
    }
  }

  @Test
  void newKeyVersion_underTraffic_rewrapsEveryAccount_andNoRequestFails() throws Exception {
    try (RunningFrost frost = RunningFrost.start(onVault());
        Traffic traffic = Traffic.on(frost)) {
      traffic.awaitAccounts(20);
      vault().rotate();
      assertEquals(0, rotate(frost, vault().environment()));
      assertTrue(said().matches("rewrapped (?!0,)\\d+, already current \\d+, failed 0"), said());
      System.out.println("figure: with a real Vault, under traffic: " + said());
      traffic.awaitAccounts(traffic.accounts() + 10);

      traffic.stop();

      assertTrue(traffic.failures().isEmpty(), traffic.failures().toString());
      assertEquals(0, rotate(frost, vault().environment()));
      assertEquals("rewrapped 0, already current " + traffic.accounts() + ", failed 0", said());
    }
  }

  @Test
  void keysUnderAMasterKey_moveToVault_whileFrostServes() throws Exception {
    try (RunningFrost frost = RunningFrost.start()) {
      String token = frost.newToken();
      Map<String, String> both = new HashMap<>(vault().environment());
      both.put("FROST_MASTER_KEY", TestSettings.MASTER_KEY);
      try (RunningFrost changing =
          RunningFrost.on(
              frost.databaseUrl,
              settings -> settings.withCustody(settings.masterKey(), vault().environment()))) {
        assertEquals(200, changing.calls.get("/tokens", token).status());
        assertEquals(200, signUp(changing).status());
      }

      assertEquals(1, rotate(frost, vault().environment()));
      assertEquals(0, rotate(frost, both));
      assertEquals("rewrapped 1, already current 1, failed 0", said());

      try (RunningFrost moved = RunningFrost.on(frost.databaseUrl, onVault())) {
        assertEquals(200, moved.calls.get("/tokens", token).status());
        assertEquals(200, moved.calls.post("/works", token, WORK).status());
      }
    }
  }
}
