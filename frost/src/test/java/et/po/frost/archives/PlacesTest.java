package et.po.frost.archives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class PlacesTest {
  private static final UUID ONE = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);

  private static Fault refusal(Places places, UUID account) {
    return assertThrows(FaultException.class, () -> places.take(account)).fault();
  }

  @Test
  void account_hasNoMoreThanItsOwn_othersHaveTheRest() {
    Places places = new Places(3, 2);
    places.take(ONE);
    places.take(ONE);

    FaultException third = assertThrows(FaultException.class, () -> places.take(ONE));
    assertEquals(Fault.TOO_MANY_REQUESTS, third.fault());
    assertEquals(Optional.of(Duration.ofSeconds(5)), third.retryAfter());

    places.take(OTHER);
    assertEquals(Fault.BUSY, refusal(places, OTHER));
  }

  @Test
  void placeThatWasLeft_isTakenAgain() {
    Places places = new Places(1, 1);
    places.take(ONE);
    places.leave(ONE);
    places.take(OTHER);
    assertEquals(Fault.BUSY, refusal(places, ONE));
    places.leave(OTHER);
    places.take(ONE);
  }

  @Test
  void zero_isNoLimitForEach() {
    Places places = new Places(2, 0);
    places.take(ONE);
    places.take(ONE);
    assertEquals(Fault.BUSY, refusal(places, ONE));
  }
}
