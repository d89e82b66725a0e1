package et.po.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestPostgresTest {
  @Test
  void commits_areDurable() throws SQLException {
    assertEquals("on", ask("show fsync"));
    assertEquals("on", ask("show synchronous_commit"));
  }

  @Test
  void freshDatabases_doNotShareTables() throws SQLException {
    ask("create table only_here as select 1; select 1");

    assertEquals("0", ask("select count(*) from pg_tables where tablename = 'only_here'"));
  }

  private static String ask(String sql) throws SQLException {
    try (Connection connection = TestPostgres.start().freshDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      boolean rows = statement.execute(sql);
      while (!rows) {
        rows = statement.getMoreResults();
      }
      try (ResultSet result = statement.getResultSet()) {
        result.next();
        return result.getString(1);
      }
    }
  }
}
