package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.postgresql.PostgresServer;
import et.po.servers.FreePort;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The node's password for its database is changed while it serves, as
/// `docs/operations/rotation.md` says: by a second user, in the page's own words.
class DatabaseUsersTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String SUPERUSER = "drill";

  private final SignedWorks works = new SignedWorks();

  @Test
  void secondUser_isAsGoodAsTheFirst_whichMayThenGetAnotherPassword() throws Exception {
    try (Checkout checkout = Checkout.open();
        PostgresServer server =
            PostgresServer.start(
                checkout.path("data"),
                FreePort.find(),
                SUPERUSER,
                checkout.path("postgresql.log"))) {
      run(server, "create user node login password 'first'");
      run(server, "create database node owner node");
      Map<String, String> before = settings(server, "node", "first");
      Map<String, String> after = settings(server, "node_b", "second");
      migrate(checkout, before);
      Process old = start(checkout, before);
      assertTrue(client(before).post(works.next("with the first user")));

      String page = Files.readString(Checkout.ROOT.resolve("docs/operations/rotation.md"));
      String statements = page.split("```sql\n")[1].split("```")[0];
      run(server, statements.replace("'…'", "'second'"));
      migrate(checkout, after);
      Process renewed = start(checkout, after);
      // Both serve at the same time.
      assertTrue(client(before).post(works.next("with both")));
      assertTrue(client(after).post(works.next("with the second user")));
      assertTrue(
          number(server, "select count(*) from pg_stat_activity where usename = 'node'") > 0);
      stop(old);
      Wait.until(
          PATIENCE,
          () -> number(server, "select count(*) from pg_stat_activity where usename = 'node'") == 0,
          () -> "the first user is still in use");

      run(server, "alter role node password 'third'");
      assertTrue(client(after).post(works.next("after the change")));
      assertEquals(4, number(server, "select count(*) from api.claim"));
      stop(renewed);
      try (Connection second = connect(server, "node_b", "second")) {
        second.createStatement().execute("create table later (x int)");
      }
      assertEquals(
          0,
          number(
              server,
              "select count(*) from pg_tables where tableowner <> 'node'"
                  + " and schemaname not in ('pg_catalog', 'information_schema')"));
    }
  }

  private static Map<String, String> settings(PostgresServer server, String user, String password) {
    Map<String, String> settings = new HashMap<>();
    settings.put("NODE_DATABASE_URL", server.jdbcUrl("node"));
    settings.put("NODE_DATABASE_USER", user);
    settings.put("NODE_DATABASE_PASSWORD", password);
    settings.put("NODE_HOST", "127.0.0.1");
    settings.put("NODE_PORT", "" + FreePort.find());
    settings.put("NODE_MANAGEMENT_PORT", "" + FreePort.find());
    settings.put("NODE_ROLES", "api,storage-writer");
    return settings;
  }

  private static NodeClient client(Map<String, String> settings) {
    return new NodeClient(URI.create("http://127.0.0.1:" + settings.get("NODE_PORT")));
  }

  private static void migrate(Checkout checkout, Map<String, String> settings) throws Exception {
    Finished migrated = Finished.run(checkout.program("node", settings, "migrate"), PATIENCE);
    assertEquals(0, migrated.exitCode(), migrated.toString());
  }

  private static Process start(Checkout checkout, Map<String, String> settings) throws Exception {
    Path log = checkout.path(settings.get("NODE_DATABASE_USER") + ".log");
    Process process =
        checkout
            .program("node", settings)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Wait.until(
        PATIENCE,
        () -> !process.isAlive() || client(settings).anchored() >= 0,
        () -> "the node does not answer; it said:\n" + Files.readString(log));
    assertTrue(process.isAlive(), () -> "the node ended; see " + log);
    return process;
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES), "it does not stop");
  }

  private static Connection connect(PostgresServer server, String user, String password)
      throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl("node"), user, password);
  }

  private static void run(PostgresServer server, String sql) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(server.jdbcUrl("postgres"), PostgresServer.USER, SUPERUSER)) {
      connection.createStatement().execute(sql);
    }
  }

  private static int number(PostgresServer server, String sql) throws SQLException {
    try (Connection connection = connect(server, PostgresServer.USER, SUPERUSER);
        ResultSet row = connection.createStatement().executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }
}
