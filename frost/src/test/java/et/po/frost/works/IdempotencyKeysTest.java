package et.po.frost.works;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.frost.database.Database;
import et.po.frost.database.SchemaVersion;
import et.po.frost.database.Sql;
import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import et.po.frost.tokens.Network;
import et.po.protocol.claim.ClaimId;
import et.po.testkit.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class IdempotencyKeysTest {
  private static final byte[] DIGEST = {1};
  private static final IdempotencyKey KEY =
      new IdempotencyKey(UUID.randomUUID(), Network.TEST, "k");
  private static final List<Outcome> ANSWER =
      List.of(
          new Outcome.Registered(1, new ClaimId("a".repeat(64))),
          new Outcome.Refused(2, Fault.INVALID_INPUT, "a\0b \"c\""));

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private Database database;
  private IdempotencyKeys keys;

  @BeforeEach
  void freshDatabase() {
    DataSource source = TestPostgres.start().freshDatabase();
    new SchemaVersion(source).migrate();
    database = new Database(source);
    keys = newProcess();
  }

  /// Another copy of Frost on the same database.
  private IdempotencyKeys newProcess() {
    InstantSource time = now::get;
    return new IdempotencyKeys(database, time.withZone(ZoneOffset.UTC), Duration.ofHours(24));
  }

  private static Fault fault(Executable call) {
    return assertThrows(FaultException.class, call).fault();
  }

  @Test
  void answer_isReadBackAsItWas() throws Exception {
    KeyedRequest request = keys.take(KEY, DIGEST);
    keys.answer(request, ANSWER);
    keys.end(request);

    assertEquals(ANSWER, newProcess().take(KEY, DIGEST).answer().orElseThrow());
  }

  @Test
  void whatIsKeptFirst_stays() throws Exception {
    KeyedRequest request = keys.take(KEY, DIGEST);
    List<Attempt> first = List.of(new Outcome.Refused(1, Fault.CLAIM_REFUSED, "first"));
    assertEquals(first, keys.keep(request, first));

    assertEquals(
        first, keys.keep(request, List.of(new Outcome.Refused(1, Fault.CLAIM_REFUSED, "second"))));
    keys.end(request);
    assertEquals(first, keys.take(KEY, DIGEST).attempts().orElseThrow());
  }

  @Test
  void heldRequest_isInHand_whileItsHolderRenews_andFreeSecondsAfterACrash() throws Exception {
    KeyedRequest request = keys.take(KEY, DIGEST);
    IdempotencyKeys other = newProcess();
    lease("-1 second");
    keys.renew();
    assertEquals(Fault.KEY_IN_HAND, fault(() -> other.take(KEY, DIGEST)));

    // Nobody renews any more.
    lease("-1 second");

    assertTrue(other.take(KEY, DIGEST).attempts().isEmpty());
    keys.end(request);
    assertEquals(Fault.KEY_IN_HAND, fault(() -> keys.take(KEY, DIGEST)));
  }

  private void lease(String from) throws Exception {
    database.run(transaction ->
        Sql.update(
            transaction,
            "update frost.idempotency_key set held_until = clock_timestamp() + ?::interval",
            from));
  }

  @Test
  void anotherRequest_isRefused_inHandOrNot() throws Exception {
    KeyedRequest request = keys.take(KEY, DIGEST);
    assertEquals(Fault.KEY_REUSED, fault(() -> keys.take(KEY, new byte[] {2})));

    keys.answer(request, ANSWER);

    assertEquals(Fault.KEY_REUSED, fault(() -> keys.take(KEY, new byte[] {2})));
  }

  @Test
  void forgottenKey_isFree() throws Exception {
    KeyedRequest request = keys.take(KEY, DIGEST);
    keys.forget(request);
    keys.end(request);

    assertTrue(keys.take(KEY, new byte[] {2}).answer().isEmpty());
  }

  @Test
  void oldKeys_areDeleted_youngOnesStay() throws Exception {
    keys.answer(keys.take(KEY, DIGEST), ANSWER);
    now.set(now.get().plus(Duration.ofHours(23)));
    keys.deleteOld();
    assertEquals(Fault.KEY_REUSED, fault(() -> keys.take(KEY, new byte[] {2})));

    now.set(now.get().plus(Duration.ofHours(2)));
    keys.deleteOld();

    assertTrue(keys.take(KEY, new byte[] {2}).answer().isEmpty());
  }
}
