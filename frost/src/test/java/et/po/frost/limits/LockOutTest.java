package et.po.frost.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import et.po.frost.SettableClock;
import et.po.frost.database.Database;
import et.po.frost.database.SchemaVersion;
import et.po.frost.database.Sql;
import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import et.po.frost.http.Client;
import et.po.frost.limits.LockOut.Attempt;
import et.po.testkit.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LockOutTest {
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-02T03:04:05Z"));
  private Database database = new Database(TestPostgres.start().freshDatabase());
  private LockOut lockOut = lockOut(5, 20);

  @BeforeEach
  void migrate() {
    DataSource source = TestPostgres.start().freshDatabase();
    new SchemaVersion(source).migrate();
    database = new Database(source);
    lockOut = lockOut(5, 20);
  }

  private LockOut lockOut(int free, int freePerClient) {
    return new LockOut(database, new LockOutRules(free, freePerClient, LONGEST), clock);
  }

  private void wrong(String whose, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      lockOut.begin("e-mail", whose).wrong();
    }
  }

  private void right(String whose) throws Exception {
    Attempt attempt = lockOut.begin("e-mail", whose);
    database.run(attempt::right);
  }

  /// How many seconds somebody is told to wait.
  private long wait(String whose) {
    FaultException refused =
        assertThrows(FaultException.class, () -> lockOut.begin("e-mail", whose));
    assertEquals(Fault.TOO_MANY_TRIES, refused.fault());
    return refused.retryAfter().orElseThrow().toSeconds();
  }

  private long rows() throws Exception {
    return database.read(connection ->
        Sql.find(connection, row -> row.getLong(1), "select count(*) from frost.wrong_password")
            .orElseThrow());
  }

  @Test
  void waits_grow_andAreBounded() throws Exception {
    wrong("a", 5);
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      waits.add(wait("a"));
      clock.pass(Duration.ofSeconds(waits.getLast()));
      wrong("a", 1);
    }

    assertEquals(List.of(4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 900L, 900L), waits);
  }

  @Test
  void others_doNotWait_andAnotherProcessKnows() throws Exception {
    wrong("a", 5);

    right("b");
    lockOut = lockOut(5, 20);
    assertEquals(4, wait("a"));
  }

  @Test
  void rightPassword_forgets() throws Exception {
    wrong("a", 4);
    right("a");
    wrong("a", 4);
    right("a");
  }

  @Test
  void forgiveness_endsTheWait() throws Exception {
    wrong("a", 5);
    database.run(transaction -> lockOut.forgive(transaction, "e-mail", "a"));
    right("a");
  }

  @Test
  void triesUnderWay_gainNothing_rightOrWrong() throws Exception {
    List<Attempt> underWay = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      underWay.add(lockOut.begin("e-mail", "a"));
    }
    for (Attempt attempt : underWay.subList(0, 5)) {
      attempt.wrong();
    }

    assertThrows(FaultException.class, () -> underWay.get(5).wrong());
    assertThrows(FaultException.class, () -> database.run(underWay.get(6)::right));
    assertEquals(4, wait("a"));
  }

  @Test
  void clientThatTriesManyPeoplesPasswords_waits_andOtherClientsDoNot() throws Exception {
    Client guesser = new Client("192.0.2.1");
    guesser.call(() -> {
      for (int i = 0; i < 20; i++) {
        wrong("guessed" + i, 1);
      }
      return true;
    });

    assertEquals(4, guesser.<Long, RuntimeException>call(() -> wait("anybody")));
    right("anybody");
  }

  @Test
  void afterADay_allIsForgiven() throws Exception {
    wrong("a", 4);
    clock.pass(Duration.ofHours(25));
    wrong("a", 4);
    assertEquals(2, rows());
    clock.pass(Duration.ofHours(25));
    lockOut.tidy();
    assertEquals(0, rows());
  }

  @Test
  void floodOfAddresses_isBounded_andWhoWaitsStays() throws Exception {
    wrong("a", 5);
    database.run(transaction ->
        Sql.update(
            transaction,
            "insert into frost.wrong_password (key, failures, since)"
                + " select int4send(i), 1, ? from generate_series(1, 120000) i",
            clock.instant().plusSeconds(1).atOffset(ZoneOffset.UTC)));

    lockOut.tidy();

    assertEquals(100_000, rows());
    assertEquals(4, wait("a"));
  }

  @Test
  void none_isCountedWhereItIsOff() throws Exception {
    lockOut = lockOut(0, 0);
    wrong("a", 30);
    assertEquals(0, rows());
    right("a");
  }
}
