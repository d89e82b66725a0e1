package et.po.node.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BodiesTest {
  private static final int LARGEST = 1024 * 1024;

  @Test
  void body_isReadWhole() {
    for (int size : new int[] {0, 1, 65_536, 65_537, LARGEST}) {
      InputStream body = new ByteArrayInputStream(new byte[size]);
      byte[] read = new Bodies().with(body, OptionalLong.of(size), bytes -> bytes);
      assertEquals(size, read.length);
    }
  }

  @Test
  void bodyThatGoesOn_isTooLarge() {
    InputStream body = new ByteArrayInputStream(new byte[LARGEST + 1]);
    FaultException refused =
        assertThrows(
            FaultException.class,
            () -> new Bodies().with(body, OptionalLong.empty(), bytes -> bytes));
    assertEquals(Fault.TOO_LARGE, refused.fault());
  }

  @Test
  void bodyThatTrickles_isTooSlow_andGivesItsMemoryBack() {
    Bodies bodies = new Bodies(Duration.ZERO);
    for (int i = 0; i < 20; i++) {
      InputStream body = new ByteArrayInputStream(new byte[10]);
      FaultException refused =
          assertThrows(
              FaultException.class, () -> bodies.with(body, OptionalLong.empty(), bytes -> bytes));
      assertEquals(Fault.TOO_SLOW, refused.fault());
    }
    byte[] read = bodies.with(InputStream.nullInputStream(), OptionalLong.empty(), bytes -> bytes);
    assertEquals(0, read.length);
  }

  @Test
  void bodyWhoseClientGoesAway_isBrokenOff() {
    InputStream body =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("Connection was closed");
          }
        };
    FaultException refused =
        assertThrows(
            FaultException.class,
            () -> new Bodies().with(body, OptionalLong.empty(), bytes -> bytes));
    assertEquals(Fault.BODY_BROKEN_OFF, refused.fault());
  }

  @Test
  void smallBody_doesNotWaitForLargeOnes() {
    Bodies bodies = new Bodies();
    assertEquals(1, whileLargeOnesFillTheMemory(bodies, 16));
  }

  private static int whileLargeOnesFillTheMemory(Bodies bodies, int left) {
    if (left == 0) {
      InputStream small = new ByteArrayInputStream(new byte[1]);
      return bodies.with(small, OptionalLong.of(1), bytes -> bytes.length);
    }
    return bodies.with(
        InputStream.nullInputStream(),
        OptionalLong.empty(),
        _ -> whileLargeOnesFillTheMemory(bodies, left - 1));
  }
}
