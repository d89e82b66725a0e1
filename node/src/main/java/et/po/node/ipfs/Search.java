package et.po.node.ipfs;

import et.po.protocol.ipfs.Cid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Looking for blocks at somebody who, for one that nobody has, looks as long as he may.
///
/// After he found nothing in that time he rests: a thousand blocks that nobody has cost one wait,
/// not a thousand. What is asked for meanwhile was not looked for, and that is said; what was
/// looked for shortly before was.
final class Search {
  private static final Duration REST = Duration.ofSeconds(30);

  /// Long enough for whoever looks in several places, each of which rests at another time.
  private static final Duration LATELY = Duration.ofMinutes(2);

  private static final int REMEMBERED = 10_000;

  private final String where;
  private final Clock clock;
  private final Rest rest;
  private final Map<Cid, Instant> inVain = new ConcurrentHashMap<>();

  /// @param where it is looked, for people
  Search(String where, Clock clock) {
    this.where = where;
    this.clock = clock;
    this.rest = new Rest(REST, clock);
  }

  /// Whether the block may be looked for now; not so when that was done lately.
  ///
  /// @throws NotAskedException when it has not been looked for, and is not now
  boolean mayAsk(Cid cid) {
    Optional<Duration> left = rest.left();
    if (left.isEmpty()) {
      return true;
    }
    Instant asked = inVain.getOrDefault(cid, Instant.EPOCH);
    if (asked.plus(LATELY).isBefore(clock.instant())) {
      throw new NotAskedException(
          where + " is not asked for " + cid + " now: " + rest.because(), left.get());
    }
    return false;
  }

  /// The block was not there.
  void foundNothing(Cid cid) {
    if (inVain.size() >= REMEMBERED) {
      Instant old = clock.instant().minus(LATELY);
      inVain.values().removeIf(asked -> asked.isBefore(old));
    }
    if (inVain.size() < REMEMBERED) {
      inVain.put(cid, clock.instant());
    }
  }

  /// Nor was anything said in time.
  void rest(String because) {
    rest.begin(because);
  }
}
