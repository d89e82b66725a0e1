package et.po.frost.tokens;

import et.po.frost.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/// Lets one transaction at a time change an account, or count what it has and add to it.
///
/// Rows that only refer to the account are written by others meanwhile.
public final class AccountLock {
  private AccountLock() {}

  /// Waits for the account; it is held until the transaction ends.
  public static void take(Connection transaction, UUID account) throws SQLException {
    Sql.find(
        transaction,
        row -> row.getInt(1),
        "select 1 from frost.account where id = ? for no key update",
        account);
  }
}
