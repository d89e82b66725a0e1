package et.po.node.status;

import et.po.node.database.Database;
import et.po.node.database.Sql;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/// What was last seen of each service, as JSON texts by the names that `GET /health` gives them.
public final class ServiceRecords {
  private final Database database;

  public ServiceRecords(Database database) {
    this.database = database;
  }

  /// What is recorded now.
  public Map<String, String> all() throws SQLException {
    return database.inTransaction(transaction -> {
      Map<String, String> records = new TreeMap<>();
      Sql.list(
              transaction,
              row -> Map.entry(row.getString(1), row.getString(2)),
              "select name, body from health.record")
          .forEach(record -> records.put(record.getKey(), record.getValue()));
      return records;
    });
  }

  /// Writes down what was seen of a service.
  public void put(String name, String body) throws SQLException {
    database.run(transaction ->
        Sql.update(
            transaction,
            "insert into health.record (name, body, refreshed) values (?, ?, now())"
                + " on conflict (name)"
                + " do update set body = excluded.body, refreshed = excluded.refreshed",
            name,
            body));
  }
}
