package et.po.frost.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import et.po.frost.audit.Actor;
import et.po.frost.audit.Audit;
import et.po.frost.audit.FailedLogIns;
import et.po.frost.custody.AccountKeys;
import et.po.frost.custody.MasterKey;
import et.po.frost.custody.MasterKeyCustody;
import et.po.frost.database.Database;
import et.po.frost.database.SchemaVersion;
import et.po.frost.database.Sql;
import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import et.po.frost.limits.LockOut;
import et.po.frost.limits.LockOutRules;
import et.po.frost.limits.RateLimit;
import et.po.frost.mail.Mails;
import et.po.frost.mail.Outbox;
import et.po.frost.passwords.Argon2Cost;
import et.po.frost.passwords.Passwords;
import et.po.frost.tokens.TokenSecret;
import et.po.frost.tokens.Tokens;
import et.po.testkit.TestPostgres;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is done before an answer is the same whether an address has an account or not, so that the
/// time it takes tells nothing. How long it takes is measured by `poet bench addresses`.
final class AddressSecrecyTest {
  private static final String KNOWN = "known@example.com";
  private static final String UNKNOWN = "unknown@example.com";
  private static final Actor STRANGER = Actor.stranger("192.0.2.1");
  private static final List<String> TABLES =
      List.of("account", "audit", "mail", "reset_request", "token", "wrong_password");

  private final SecureRandom random = new SecureRandom();
  private final Clock clock = Clock.systemUTC();
  private final Audit audit = new Audit(clock);
  private final Passwords passwords = new Passwords(new Argon2Cost(64, 1), 1, 10, random);
  private final Database database;
  private final LogIn logIn;
  private final ResetRequests resets;

  AddressSecrecyTest() {
    DataSource source = TestPostgres.start().freshDatabase();
    new SchemaVersion(source).migrate();
    database = new Database(source);
    AccountKeys keys =
        new AccountKeys(
            database,
            new MasterKeyCustody(
                MasterKey.parse("8f1d3c5b7a99e204".repeat(4)).orElseThrow(), random),
            random);
    Tokens tokens =
        new Tokens(
            database,
            new TokenSecret("no secret, and longer than 32 characters"),
            keys,
            5,
            new RateLimit("requests", 0, System::nanoTime),
            audit,
            random,
            clock);
    LockOut lockOut =
        new LockOut(database, new LockOutRules(5, 1_000, Duration.ofMinutes(15)), clock);
    logIn =
        new LogIn(
            database, tokens, passwords, lockOut, audit, new FailedLogIns(database, audit, clock));
    resets =
        new ResetRequests(
            database,
            keys,
            new AccountMails(
                new Mails("", ""), new Outbox(database, keys, clock, true), tokens, true),
            audit,
            clock);
  }

  @BeforeEach
  void haveAnAccount() throws Exception {
    String hash = passwords.hash("right");
    database.run(transaction ->
        new Accounts(database)
            .add(transaction, UUID.randomUUID(), KNOWN, hash, "data:,key", clock.instant(), true));
  }

  @AfterEach
  void stop() {
    passwords.close();
  }

  @Test
  void logIn_withAWrongPassword_writesAsMuchForEither() throws Exception {
    assertEquals(
        written(() -> assertEquals(Fault.ACCOUNT_NOT_FOUND, refusal(KNOWN))),
        written(() -> assertEquals(Fault.ACCOUNT_NOT_FOUND, refusal(UNKNOWN))));
  }

  @Test
  void logIn_hashesThePasswordForEither() {
    // Whoever wants a hash now is told to come again.
    passwords.close();
    assertEquals(Fault.BUSY, refusal(KNOWN));
    assertEquals(Fault.BUSY, refusal(UNKNOWN));
  }

  @Test
  void reset_writesOneRowForEither_andNothingElse() throws Exception {
    SequencedMap<String, Long> one = new TreeMap<>();
    one.put("reset_request", 1L);

    assertEquals(one, written(() -> resets.add(KNOWN, STRANGER)));
    assertEquals(one, written(() -> resets.add(UNKNOWN, STRANGER)));
  }

  private Fault refusal(String email) {
    return assertThrows(FaultException.class, () -> logIn.logIn(email, "wrong", STRANGER)).fault();
  }

  /// What a step does.
  private interface Step {
    void run() throws Exception;
  }

  /// How many rows a step adds to which tables; of wrong passwords, how many are counted.
  private SequencedMap<String, Long> written(Step step) throws Exception {
    SequencedMap<String, Long> before = sizes();
    step.run();
    SequencedMap<String, Long> added = sizes();
    before.forEach((table, size) -> added.merge(table, -size, Long::sum));
    added.values().removeIf(size -> size == 0);
    return added;
  }

  private SequencedMap<String, Long> sizes() throws Exception {
    SequencedMap<String, Long> sizes = new TreeMap<>();
    for (String table : TABLES) {
      String size = table.equals("wrong_password") ? "coalesce(sum(failures), 0)" : "count(*)";
      sizes.put(
          table,
          database.read(connection ->
              Sql.find(connection, row -> row.getLong(1), "select " + size + " from frost." + table)
                  .orElseThrow()));
    }
    return sizes;
  }
}
