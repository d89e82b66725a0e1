package et.po.frost.tokens;

import et.po.frost.audit.Action;
import et.po.frost.audit.Audit;
import et.po.frost.database.Database;
import et.po.frost.faults.Fault;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// The log-ins of an account: its owner sees them and ends them.
public final class Sessions {
  private final Database database;
  private final Tokens tokens;
  private final SessionRecords records;
  private final Audit audit;

  public Sessions(Database database, Tokens tokens, Audit audit, Clock clock) {
    this.database = database;
    this.tokens = tokens;
    this.records = new SessionRecords(database, clock);
    this.audit = audit;
  }

  List<Session> list(Caller caller) throws SQLException {
    return records.sessions(caller.account());
  }

  List<ApiToken> apiTokens(Caller caller) throws SQLException {
    return records.apiTokens(caller.account());
  }

  /// Ends the log-in that the caller used.
  ///
  /// @throws et.po.frost.faults.FaultException [Fault#EXPIRED_TOKEN] if it was ended meanwhile
  void logOut(Caller caller) throws SQLException {
    database.run(transaction -> {
      if (!tokens.revoke(transaction, caller)) {
        throw Fault.EXPIRED_TOKEN.exception();
      }
      audit.record(transaction, caller.account(), caller.actor(), Action.LOGGED_OUT);
    });
  }

  /// Ends one of the caller's log-ins.
  ///
  /// @throws et.po.frost.faults.FaultException [Fault#RESOURCE_NOT_FOUND] if they have no such one
  void end(Caller caller, String id) throws SQLException {
    database.run(transaction -> {
      if (!records.end(transaction, caller.account(), id)) {
        throw Fault.RESOURCE_NOT_FOUND.exception();
      }
      audit.record(
          transaction,
          caller.account(),
          caller.actor(),
          Action.SESSION_REVOKED,
          new JsonObject(Map.of("id", new JsonString(id))));
    });
  }

  /// Ends all of the caller's log-ins but the one they used.
  void endOthers(Caller caller) throws SQLException {
    database.run(transaction -> {
      int ended = records.endOthers(transaction, caller.account(), caller.token());
      if (ended > 0) {
        audit.record(
            transaction,
            caller.account(),
            caller.actor(),
            Action.SESSION_REVOKED,
            new JsonObject(Map.of("count", new JsonNumber(ended))));
      }
    });
  }
}
