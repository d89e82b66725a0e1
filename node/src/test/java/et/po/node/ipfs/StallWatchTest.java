package et.po.node.ipfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import et.po.node.testing.Polling;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StallWatchTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final InputStream stream =
      new ByteArrayInputStream(new byte[10]) {
        @Override
        public void close() {
          closed.countDown();
        }
      };

  @Test
  void silence_isHungUpOn() throws Exception {
    try (StallWatch watch = new StallWatch(stream, SHORT, LONG)) {
      Polling.until(() -> closed.getCount() == 0);
    }
  }

  @Test
  void whatNeverEnds_isHungUpOn_howeverSteadilyItComes() throws Exception {
    try (StallWatch watch = new StallWatch(stream, LONG, SHORT)) {
      Polling.until(() -> {
        watch.moved();
        return closed.getCount() == 0;
      });
    }
  }

  @Test
  void whatIsTooLong_ends() throws IOException {
    try (StallWatch watch = new StallWatch(stream, LONG, LONG)) {
      assertThrows(IOException.class, () -> watch.upTo(9).readAllBytes());
    }
    try (StallWatch watch = new StallWatch(new ByteArrayInputStream(new byte[10]), LONG, LONG)) {
      assertEquals(10, watch.upTo(10).readAllBytes().length);
    }
  }
}
