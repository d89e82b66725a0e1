package et.po.frost.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.frost.limits.Bucket.Standing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BucketTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void asManyAsItHolds_areAdmittedAtOnce_andOneMoreWhenTimeHasRefilledIt() {
    // Times of the clock are any numbers, negative ones too.
    long now = Long.MAX_VALUE - 30 * SECOND;
    Bucket bucket = new Bucket(3, Duration.ofMinutes(1), now);

    assertEquals(new Standing(true, 2, Duration.ofSeconds(20), Duration.ZERO), bucket.take(now));
    assertEquals(1, bucket.take(now).remaining());
    assertEquals(
        new Standing(true, 0, Duration.ofSeconds(60), Duration.ofSeconds(20)), bucket.take(now));
    assertFalse(bucket.take(now).admitted());
    assertEquals(Duration.ofSeconds(1), bucket.take(now + 19 * SECOND).next());
    assertTrue(bucket.take(now + 20 * SECOND).admitted());
    assertFalse(bucket.take(now + 20 * SECOND).admitted());
    assertEquals(2, bucket.take(now + 200 * SECOND).remaining());
  }

  @Test
  void numberThatDividesNoMinute_isAdmittedWhole() {
    Bucket bucket = new Bucket(300_007, Duration.ofMinutes(1), 0);
    int admitted = 0;
    for (int i = 0; i < 300_100; i++) {
      admitted += bucket.take(0).admitted() ? 1 : 0;
    }
    assertEquals(300_007, admitted);
  }
}
