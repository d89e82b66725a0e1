package et.po.frost.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class BodyMemoryTest {
  private static final int ALL = 100_000;

  private final BodyMemory memory = new BodyMemory(ALL, ALL);

  @Test
  void largeBodies_fillIt_smallOnesStillGrow() {
    BodyMemory.Share large = memory.share("one");
    assertTrue(large.grow(BodyMemory.FREE));
    assertTrue(large.grow(ALL));
    assertFalse(large.grow(1));
    assertTrue(memory.share("one").grow(BodyMemory.FREE));
    assertFalse(memory.share("one").grow(BodyMemory.FREE + 1));
  }

  @Test
  void whatEnds_makesRoom_once() {
    BodyMemory.Share first = memory.share("one");
    assertTrue(first.grow(BodyMemory.FREE + ALL));
    first.end();
    first.end();
    assertTrue(memory.share("one").grow(BodyMemory.FREE + ALL));
    assertFalse(memory.share("one").grow(BodyMemory.FREE + 1));
  }

  @Test
  void oneClient_fillsItsPart_andNoMore() {
    BodyMemory shared = new BodyMemory(ALL, ALL / 4);
    BodyMemory.Share first = shared.share("one");
    assertTrue(first.grow(BodyMemory.FREE + ALL / 4));
    assertFalse(shared.share("one").grow(BodyMemory.FREE + 1));
    assertTrue(shared.share("one").grow(BodyMemory.FREE));
    assertTrue(shared.share("two").grow(BodyMemory.FREE + ALL / 4));
    first.end();
    assertTrue(shared.share("one").grow(BodyMemory.FREE + ALL / 4));
  }
}
