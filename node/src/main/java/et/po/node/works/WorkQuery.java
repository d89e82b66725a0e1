package et.po.node.works;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which works are asked for.
///
/// @param words of which each must begin a word of the work's name, author or tags; none for any
///   work
/// @param from the earliest date of issue
/// @param until the first date of issue that is too late
/// @param anchored whether the work is in a block; empty for either
/// @param limit how many at most
public record WorkQuery(
    Optional<String> issuer,
    List<String> words,
    Optional<Instant> from,
    Optional<Instant> until,
    Optional<Boolean> anchored,
    long offset,
    int limit) {
  /// No more works come at once.
  public static final int LARGEST_LIMIT = 1000;

  public WorkQuery {
    words = List.copyOf(words);
    if (offset < 0) {
      throw new IllegalArgumentException("offset must be 0 or more");
    }
    if (limit < 1 || limit > LARGEST_LIMIT) {
      throw new IllegalArgumentException("limit must be between 1 and " + LARGEST_LIMIT);
    }
  }
}
