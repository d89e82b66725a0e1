package et.po.frost.tasks;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TasksTest {
  @Test
  void task_isDoneAgain_afterItFailed() throws Exception {
    CountDownLatch times = new CountDownLatch(3);
    try (Tasks tasks = new Tasks("test", 1)) {
      tasks.repeat(
          "failing on purpose",
          Duration.ofMillis(1),
          () -> {
            times.countDown();
            throw new IllegalStateException("on purpose");
          });

      assertTrue(times.await(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void closing_interruptsWhatDoesNotEnd_andTakesNoMore() throws Exception {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Future<Boolean> interrupted =
        threads.submit(() -> {
          begun.countDown();
          try {
            never.await();
            return false;
          } catch (InterruptedException e) {
            return true;
          }
        });
    assertTrue(begun.await(30, TimeUnit.SECONDS));

    Closing.within(Duration.ZERO, threads);

    assertTrue(interrupted.get(30, TimeUnit.SECONDS));
    assertThrows(RejectedExecutionException.class, () -> threads.submit(() -> true));
  }
}
