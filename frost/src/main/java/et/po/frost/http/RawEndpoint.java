package et.po.frost.http;

import java.sql.SQLException;

/// What a route does that reads its body itself, as it comes and whatever its type. Runs on a
/// virtual thread of its own, so it may wait.
@FunctionalInterface
public non-sealed interface RawEndpoint extends Action {
  /// @param request its body is an empty object
  /// @param body need not be read to its end
  /// @throws et.po.frost.faults.FaultException for whatever the caller should read
  Response answer(Request request, RawBody body) throws SQLException, InterruptedException;
}
