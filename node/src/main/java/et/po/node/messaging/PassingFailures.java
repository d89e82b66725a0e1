package et.po.node.messaging;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Failures that say nothing about the message in hand: the database was away, full, read-only
/// after a failover, had another password, or had to choose between two transactions.
final class PassingFailures {
  private static final String NO_PRIVILEGE = "42501";

  /// A statement in a transaction that has failed already.
  private static final String FAILED_TRANSACTION = "25P02";

  private PassingFailures() {}

  static boolean isPassing(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && isPassing(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  /// All but PostgreSQL's error classes (appendix A of its manual) that a statement's own values or
  /// words bring about: 21 rows that are there twice, 22 data, 23 constraints, 42 syntax, 54
  /// limits; and a statement after one that failed, which is a program's mistake. Of 42, a
  /// privilege that is missing is given again. No state at all comes from the pool, when it has no
  /// connection to give.
  private static boolean isPassing(@Nullable String state) {
    return state == null
        || state.equals(NO_PRIVILEGE)
        || switch (state.substring(0, Math.min(2, state.length()))) {
          case "21", "22", "23", "42", "54" -> false;
          default -> !state.equals(FAILED_TRANSACTION);
        };
  }
}
