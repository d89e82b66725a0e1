package et.po.cli.load;

import et.po.cli.Progress;
import et.po.cli.run.NodeDatabase;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Posts a profile at a rate, watches until all is anchored, and counts.
///
/// @param node that shows how far works have come
/// @param patience how long nothing more may be anchored before what is missing is given up
/// @param database that can tell of works that are there twice, if anybody
record Load(
    Profile profile,
    Rate rate,
    URI node,
    Duration patience,
    Optional<NodeDatabase> database,
    Progress progress) {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
  private static final long LEAST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 5000;

  /// Looking takes the node's time: at most this part of it.
  private static final int LOOKING_SHARE = 10;

  LoadReport run() throws InterruptedException {
    Posts posts = new Posts();
    long begin = System.nanoTime();
    Thread posting = Thread.ofVirtual().start(() -> post(posts, begin));
    Watching watching = new Watching(posts, begin);
    while (posting.isAlive() || watching.isWaiting()) {
      watching.step();
    }
    return watching.report();
  }

  private void post(Posts posts, long begin) {
    try {
      new OpenLoop(profile, rate, posts).run(begin);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Watching {
    private final Posts posts;
    private final long begin;
    private final AnchorWatch watch = new AnchorWatch(node);
    private Optional<String> issuer = profile.issuer();
    private int mostBehind;
    private int known;
    private long lastNews = System.nanoTime();
    private long lastLine;

    Watching(Posts posts, long begin) {
      this.posts = posts;
      this.begin = begin;
      this.lastLine = begin;
    }

    boolean isWaiting() {
      return watch.seen().size() < posts.taken().size()
          && System.nanoTime() - lastNews < patience.toNanos();
    }

    void step() throws InterruptedException {
      long start = System.nanoTime();
      look();
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      int anchored = watch.seen().size();
      mostBehind = Math.max(mostBehind, posts.taken().size() - anchored);
      if (anchored > known || posts.count() < profile.drafts().size()) {
        lastNews = System.nanoTime();
      }
      known = anchored;
      if (System.nanoTime() - lastLine > BETWEEN_LINES.toNanos()) {
        lastLine = System.nanoTime();
        progress.step(line(anchored));
      }
      TimeUnit.MILLISECONDS.sleep(
          Math.clamp(took * (LOOKING_SHARE - 1), LEAST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
    }

    /// A node that does not answer is asked again.
    private void look() throws InterruptedException {
      try {
        findIssuer();
        if (issuer.isPresent()) {
          watch.look(issuer.get());
        }
      } catch (IOException e) {
        progress.waiting("  the node at " + node + " does not tell what is anchored: " + said(e));
      }
    }

    private void findIssuer() throws IOException, InterruptedException {
      Optional<String> first = posts.taken().keySet().stream().findFirst();
      if (issuer.isEmpty() && first.isPresent()) {
        issuer = watch.issuer(first.get());
      }
    }

    private String line(int anchored) {
      return String.format(
          Locale.ROOT,
          "  %4d s  posted %d  refused %d  failed %d  anchored %d  behind %d%s",
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin),
          posts.count(),
          posts.refused(),
          posts.failed(),
          anchored,
          posts.taken().size() - anchored,
          posts.complaint().map(text -> "  (" + text + ")").orElse(""));
    }

    /// A node that does not answer any more leaves unknown what is missing, and nothing else.
    LoadReport report() throws InterruptedException {
      Map<String, Long> taken = posts.taken();
      Set<String> anchored = Set.copyOf(watch.seen().keySet());
      Optional<String> untold = Optional.empty();
      try {
        anchored = all();
      } catch (IOException e) {
        untold = Optional.of("The node at " + node + " does not tell what is anchored: " + said(e));
      }
      long lastSeen = begin;
      List<Long> waits = new ArrayList<>();
      for (Map.Entry<String, Long> work : taken.entrySet()) {
        Long seen = watch.seen().get(work.getKey());
        if (seen != null) {
          waits.add(seen - work.getValue());
          lastSeen = Math.max(lastSeen, seen);
        }
      }
      int there = (int) taken.keySet().stream().filter(anchored::contains).count();
      return new LoadReport(
          rate,
          posts.count(),
          posts.refused(),
          posts.failed(),
          there,
          untold.isPresent() ? OptionalInt.empty() : OptionalInt.of(taken.size() - there),
          doubled(),
          untold,
          posts.complaint(),
          mostBehind,
          perSecond(posts.count() - posts.failed(), posts.lastAnswer()),
          perSecond(there, lastSeen),
          posts.waits(),
          waits);
    }

    /// Of works that were taken; where none was, nobody need be asked.
    private Set<String> all() throws IOException, InterruptedException {
      findIssuer();
      return issuer.isPresent() && !posts.taken().isEmpty() ? watch.all(issuer.get()) : Set.of();
    }

    private OptionalLong doubled() {
      if (database.isEmpty() || issuer.isEmpty()) {
        return OptionalLong.empty();
      }
      try {
        return OptionalLong.of(database.get().doubledOf(issuer.get()));
      } catch (SQLException e) {
        progress.step("The database does not tell what is there twice: " + e.getMessage());
        return OptionalLong.empty();
      }
    }

    private double perSecond(int count, long end) {
      return count == 0 ? 0 : count * 1e9 / Math.max(1, end - begin);
    }
  }

  /// What a connection that is refused says of itself is nothing.
  static String said(IOException e) {
    return e.getMessage() == null ? "it takes no connection" : e.getMessage();
  }
}
