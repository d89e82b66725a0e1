package et.po.frost.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SharesTest {
  private static int takeAll(Shares shares, UUID account) throws Exception {
    int taken = 0;
    while (shares.take(account, Duration.ZERO)) {
      taken++;
    }
    return taken;
  }

  @Test
  void moreAccounts_getLessEach_andSomethingIsLeft() throws Exception {
    Shares shares = new Shares(256, 256);

    int first = takeAll(shares, UUID.randomUUID());
    assertTrue(first > 40, () -> "one alone gets " + first);
    for (int i = 0; i < 16; i++) {
      assertTrue(takeAll(shares, UUID.randomUUID()) > 0);
    }
    assertTrue(shares.free() > 0);
  }

  @Test
  void bound_isNeverPassed_andWhatIsGivenBackCounts() throws Exception {
    Shares shares = new Shares(64, 4);
    UUID account = UUID.randomUUID();
    assertEquals(4, takeAll(shares, account));
    assertEquals(Map.of(account, 4), shares.held());

    shares.giveBack(account);

    assertTrue(shares.take(account, Duration.ZERO));
    assertFalse(shares.take(account, Duration.ZERO));
  }

  @Test
  void emptied_givesNobodyMore() throws Exception {
    Shares shares = new Shares(1, 4);
    UUID account = UUID.randomUUID();
    assertTrue(shares.take(account, Duration.ZERO));

    assertEquals(0, shares.allowance());
    assertFalse(shares.take(UUID.randomUUID(), Duration.ZERO));
    assertThrows(IllegalStateException.class, () -> shares.take(account));
    shares.giveBack(account);
    assertEquals(Map.of(), shares.held());
  }
}
