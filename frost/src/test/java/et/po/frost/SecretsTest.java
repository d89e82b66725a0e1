package et.po.frost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.frost.custody.MasterKey;
import et.po.frost.custody.RandomKeys;
import et.po.frost.database.Database;
import et.po.frost.database.SchemaVersion;
import et.po.frost.database.Sql;
import et.po.testkit.TestPostgres;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretsTest {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");
  private static final SecureRandom RANDOM = new SecureRandom();

  private static Secrets secrets(
      Database database, Profile profile, String masterKey, String tokenSecret) throws Exception {
    return Secrets.of(
        TestSettings.of(NOWHERE, NOWHERE, 1, true)
            .with(
                profile,
                Optional.of(masterKey).filter(text -> !text.isEmpty()),
                Optional.of(tokenSecret).filter(text -> !text.isEmpty())),
        database,
        RANDOM);
  }

  private static Database migrated() {
    DataSource source = TestPostgres.start().freshDatabase();
    new SchemaVersion(source).migrate();
    return new Database(source);
  }

  @ParameterizedTest
  @CsvSource({
    "'', good, FROST_MASTER_KEY is missing",
    "good, '', JWT is missing",
    "0000000000000000000000000000000000000000000000000000000000000000, good, FROST_MASTER_KEY repeats itself",
    "0123456701234567012345670123456701234567012345670123456701234567, good, FROST_MASTER_KEY repeats itself",
    "abc, good, FROST_MASTER_KEY must be 64 hex digits",
    "good, example, JWT is so short",
    "good, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, JWT is so short",
  })
  void production_doesNotStartWithoutGoodSecrets(String masterKey, String secret, String sentence)
      throws Exception {
    Database database = new Database(TestPostgres.start().freshDatabase());

    StartRefusedException refusal =
        assertThrows(
            StartRefusedException.class,
            () ->
                secrets(
                    database,
                    Profile.PRODUCTION,
                    masterKey.replace("good", TestSettings.MASTER_KEY),
                    secret.replace("good", TestSettings.TOKEN_SECRET)));

    assertTrue(String.valueOf(refusal.getMessage()).startsWith(sentence), refusal.getMessage());
    assertTrue(secret.length() < 7 || !String.valueOf(refusal.getMessage()).contains(secret));
  }

  @ParameterizedTest
  @CsvSource({
    "VAULT_URL=http://vault:8200, VAULT_URL needs one of",
    "VAULT_URL=http://vault:8200;VAULT_TOKEN=a;VAULT_TOKEN_FILE=b, VAULT_URL needs one of",
    "VAULT_URL=vault:8200;VAULT_TOKEN=a, 'VAULT_URL, VAULT_TRANSIT_MOUNT or VAULT_TRANSIT_KEY is'",
    "VAULT_URL=http://vault:8200;VAULT_TOKEN=a;VAULT_TRANSIT_KEY=a/b, 'VAULT_URL, VAULT_TRANSIT'",
    "FROST_OLD_MASTER_KEYS=abc, FROST_MASTER_KEY is missing",
  })
  void production_doesNotStart_withHalfAVault(String environment, String sentence) {
    Database database = new Database(TestPostgres.start().freshDatabase());
    Map<String, String> variables =
        Arrays.stream(environment.split(";"))
            .map(one -> one.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));

    StartRefusedException refusal =
        assertThrows(
            StartRefusedException.class,
            () ->
                Secrets.of(
                    TestSettings.of(NOWHERE, NOWHERE, 1, true)
                        .withCustody(Optional.empty(), variables),
                    database,
                    RANDOM));

    assertTrue(String.valueOf(refusal.getMessage()).startsWith(sentence), refusal.getMessage());
  }

  @Test
  void production_withVault_needsNoMasterKey_andAsksNobodyAtItsStart() throws Exception {
    Database database = new Database(TestPostgres.start().freshDatabase());

    Secrets.of(
        TestSettings.of(NOWHERE, NOWHERE, 1, true)
            .withCustody(
                Optional.empty(),
                Map.of("VAULT_URL", "http://127.0.0.1:1", "VAULT_TOKEN_FILE", "/nowhere")),
        database,
        RANDOM);
  }

  @Test
  void keyThatOpensNoAccount_stopsTheStart_unlessTheOldOneIsGiven() throws Exception {
    String newer = RandomKeys.text();
    try (RunningFrost frost = RunningFrost.start()) {
      frost.signUp();
      frost.signUp();
      Database database = frost.database;

      StartRefusedException refusal =
          assertThrows(StartRefusedException.class, () -> withKeys(database, newer, Map.of()));
      String sentence = String.valueOf(refusal.getMessage());
      assertTrue(sentence.contains("Put it into FROST_OLD_MASTER_KEYS"), sentence);
      assertTrue(!sentence.contains(newer), sentence);
      withKeys(database, newer, Map.of("FROST_OLD_MASTER_KEYS", TestSettings.MASTER_KEY));
      // One that was started before the key changed says so to whoever needs it.
      try (RunningFrost wrong =
          RunningFrost.on(
              frost.databaseUrl, settings -> settings.withCustody(Optional.of(newer), Map.of()))) {
        Reply reply = wrong.calls.get("/tokens", frost.newToken());
        assertEquals(503, reply.status());
        assertTrue(reply.body().startsWith("The keys of this account do not open"), reply.body());
      }
      withKeys(database, TestSettings.MASTER_KEY, Map.of());
      // One account that is damaged by itself stops nothing.
      frost.change(
          "update frost.account_key set wrapped_key = substr(wrapped_key, 1, 20) where account ="
              + " (select account from frost.account_key limit 1)");
      withKeys(database, TestSettings.MASTER_KEY, Map.of());
    }
  }

  @Test
  void custodianThatIsAway_doesNotStopTheStart() throws Exception {
    try (RunningFrost frost = RunningFrost.start()) {
      frost.signUp();
      frost.change("update frost.account_key set wrapped_key = 'vault:v1:abc'");

      Secrets.of(
              TestSettings.of(NOWHERE, NOWHERE, 1, true)
                  .withCustody(
                      Optional.empty(),
                      Map.of("VAULT_URL", "http://127.0.0.1:1", "VAULT_TOKEN", "x")),
              frost.database,
              RANDOM)
          .check(frost.database);
    }
  }

  private static void withKeys(Database database, String key, Map<String, String> environment)
      throws Exception {
    Secrets.of(
            TestSettings.of(NOWHERE, NOWHERE, 1, true).withCustody(Optional.of(key), environment),
            database,
            RANDOM)
        .check(database);
  }

  @Test
  void embedded_makesItsOwnSecrets_onceForItsDatabase() throws Exception {
    Database database = migrated();

    secrets(database, Profile.EMBEDDED, "", "");
    List<String> first = kept(database);
    secrets(database, Profile.EMBEDDED, "", "");

    assertEquals(2, first.size());
    assertNotEquals(first.getFirst(), first.getLast());
    assertEquals(first, kept(database));
    assertTrue(!MasterKey.parse(first.getFirst()).orElseThrow().isWeak());
  }

  private static List<String> kept(Database database) throws Exception {
    return database.read(connection ->
        Sql.list(
            connection,
            row -> row.getString(1),
            "select value from frost.embedded_secret order by name"));
  }

  @Test
  void embedded_takesWhatIsGiven() throws Exception {
    Database database = migrated();

    secrets(database, Profile.EMBEDDED, TestSettings.MASTER_KEY, "example");

    assertEquals(List.of(), kept(database));
  }
}
