package et.po.node.messaging;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Failures that say nothing about the message in hand: the database was away, full, or had to
/// choose between two transactions.
final class PassingFailures {
  private PassingFailures() {}

  static boolean isPassing(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && isPassing(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  /// PostgreSQL's error classes (appendix A of its manual): 08 connection, 40 rollback, 53
  /// resources, 55 locks, 57 operator, 58 system. No state at all comes from the pool, when it has
  /// no connection to give.
  private static boolean isPassing(@Nullable String state) {
    return state == null
        || switch (state.substring(0, Math.min(2, state.length()))) {
          case "08", "40", "53", "55", "57", "58" -> true;
          default -> false;
        };
  }
}
