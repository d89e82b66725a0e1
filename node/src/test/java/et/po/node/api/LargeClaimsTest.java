package et.po.node.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LargeClaimsTest {
  private final LargeClaims large = new LargeClaims();

  @Test
  void inTurn_oneAtATime() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        all.add(
            threads.submit(() ->
                large.inTurn(() -> {
                  most.accumulateAndGet(now.incrementAndGet(), Math::max);
                  Thread.yield();
                  return now.decrementAndGet();
                })));
      }
      for (Future<Integer> one : all) {
        one.get();
      }
    }
    assertEquals(1, most.get());
  }

  @Test
  void inTurn_whatIsThrown_comesOut_andTheNextHasItsTurn() {
    FaultException refused =
        assertThrows(
            FaultException.class,
            () ->
                large.inTurn(() -> {
                  throw Fault.CLAIM_REFUSED.because("no");
                }));
    assertEquals(Fault.CLAIM_REFUSED, refused.fault());
    assertEquals(1, large.inTurn(() -> 1));
  }
}
