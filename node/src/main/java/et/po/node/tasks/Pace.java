package et.po.node.tasks;

import java.time.Duration;
import org.jboss.logging.Logger;

/// Says once in a while how much was done and how fast, while there is much to do.
public final class Pace {
  private static final Logger LOG = Logger.getLogger(Pace.class);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  /// What comes more slowly is everyday, and nothing to say.
  private static final long WORTH_SAYING = 100;

  private final String name;
  private final String what;
  private long total;
  private long since;
  private long started = System.nanoTime();

  /// @param name of the role
  /// @param what is counted, such as `claims read back`
  public Pace(String name, String what) {
    this.name = name;
    this.what = what;
  }

  /// So many more are done.
  public synchronized void add(long count) {
    long now = System.nanoTime();
    if (since == 0) {
      started = now;
    }
    total += count;
    since += count;
    double seconds = (now - started) / 1e9;
    if (seconds >= BETWEEN_LINES.toSeconds()) {
      if (since / seconds >= WORTH_SAYING) {
        LOG.infof("%s: %d %s, %.0f a second", name, total, what, since / seconds);
      }
      since = 0;
    }
  }
}
