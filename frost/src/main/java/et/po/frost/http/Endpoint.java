package et.po.frost.http;

import java.sql.SQLException;

/// What a route does. Runs on a virtual thread of its own, so it may wait.
@FunctionalInterface
public non-sealed interface Endpoint extends Action {
  /// @throws et.po.frost.faults.FaultException for whatever the caller should read
  Response answer(Request request) throws SQLException, InterruptedException;
}
