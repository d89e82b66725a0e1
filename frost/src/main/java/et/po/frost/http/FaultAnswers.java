package et.po.frost.http;

import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.jboss.logging.Logger;

/// Answers to whatever ended a request.
final class FaultAnswers {
  private static final Logger LOG = Logger.getLogger(FaultAnswers.class);
  private static final String RETRY_SECONDS = "5";

  private FaultAnswers() {}

  static Response of(Exception failure) {
    if (failure instanceof FaultException fault) {
      return of(fault);
    }
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return of(Fault.BUSY.exception());
    }
    if (failure instanceof SQLException sql && isAway(sql)) {
      LOG.warnf("The database cannot be reached: %s", sql.getMessage());
      return of(Fault.DATABASE_AWAY.exception());
    }
    LOG.error("A request failed", failure);
    return of(Fault.INTERNAL.exception());
  }

  private static Response of(FaultException failure) {
    Response response = Response.text(failure.fault().status(), failure.sentence());
    return failure.fault().passes() ? response.with("Retry-After", RETRY_SECONDS) : response;
  }

  /// Connections that failed or were not to be had, and servers that are starting or stopping.
  private static boolean isAway(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLTransientException
        || (state == null && String.valueOf(failure.getMessage()).contains("timeout"))
        || (state != null
            && (state.startsWith("08") || state.startsWith("53") || state.startsWith("57P")));
  }
}
