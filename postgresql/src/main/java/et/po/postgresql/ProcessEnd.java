package et.po.postgresql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The end of a process that may be nobody's child here.
///
/// Of such a process Java hears seconds late, and where nobody collects it, it is counted as alive
/// for as long as the operating system keeps its entry.
public final class ProcessEnd {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private ProcessEnd() {}

  /// Returns when the process has ended; ends it by force if it takes longer than that.
  public static void await(ProcessHandle process, Duration patience) {
    Instant deadline = Instant.now().plus(patience);
    while (runs(process)) {
      if (Instant.now().isAfter(deadline)) {
        process.destroyForcibly();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  static boolean runs(ProcessHandle process) {
    return process.isAlive() && !isZombie(process.pid());
  }

  /// The state is the letter behind the command's name, which is in brackets and may have any.
  private static boolean isZombie(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.startsWith(") Z", stat.lastIndexOf(')'));
    } catch (IOException e) {
      // Gone in between, or no Linux: what Java says has to do.
      return false;
    }
  }
}
