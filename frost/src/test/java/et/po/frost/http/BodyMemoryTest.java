package et.po.frost.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class BodyMemoryTest {
  private static final int ALL = 100_000;

  private final BodyMemory memory = new BodyMemory(ALL);

  @Test
  void largeBodies_fillIt_smallOnesStillGrow() {
    BodyMemory.Share large = memory.share();
    assertTrue(large.grow(BodyMemory.FREE));
    assertTrue(large.grow(ALL));
    assertFalse(large.grow(1));
    assertTrue(memory.share().grow(BodyMemory.FREE));
    assertFalse(memory.share().grow(BodyMemory.FREE + 1));
  }

  @Test
  void whatEnds_makesRoom_once() {
    BodyMemory.Share first = memory.share();
    assertTrue(first.grow(BodyMemory.FREE + ALL));
    first.end();
    first.end();
    assertTrue(memory.share().grow(BodyMemory.FREE + ALL));
    assertFalse(memory.share().grow(BodyMemory.FREE + 1));
  }
}
