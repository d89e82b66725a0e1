package et.po.frost.audit;

import et.po.frost.http.Request;
import java.sql.SQLException;
import java.util.UUID;

/// Finds the account whose owner sent a request.
@FunctionalInterface
public interface AccountOwner {
  /// @throws et.po.frost.faults.FaultException for who is not logged in
  UUID of(Request request) throws SQLException;
}
