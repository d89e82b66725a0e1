package et.po.node.tasks;

import static et.po.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RepeatedTaskTest {
  @Test
  void problem_ofTheDatabase_saysThatItIsTheDatabase_untilAStepSucceeds() {
    AtomicBoolean away = new AtomicBoolean(true);
    RepeatedTask task =
        new RepeatedTask(
            "writes",
            Duration.ofMillis(1),
            () -> {
              if (away.get()) {
                throw new SQLException("An I/O error occurred.");
              }
              return false;
            });
    task.start();
    try {
      eventually("a problem", () -> task.problem().isPresent());
      assertEquals(
          Optional.of("PostgreSQL does not answer as it should: An I/O error occurred."),
          task.problem());
      away.set(false);
      eventually("no problem", () -> task.problem().isEmpty());
    } finally {
      task.stop();
    }
  }
}
