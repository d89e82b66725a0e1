package et.po.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import et.po.postgresql.PostgresServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With as much of the node's schema as is asked.
class NodeDatabaseTest {
  private static final String PASSWORD = "test";

  @TempDir Path directory;

  private PostgresServer server;
  private NodeDatabase database;

  @BeforeEach
  void start() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    server =
        PostgresServer.start(directory.resolve("data"), port, PASSWORD, directory.resolve("log"));
    database =
        new NodeDatabase(
            URI.create(
                "postgresql://" + PostgresServer.USER + ":" + PASSWORD + "@127.0.0.1:" + port));
    run("postgres", "create database node");
    run(
        "node",
        "create schema view; create schema blockchain_writer;"
            + " create table view.claim (claim_id text, issuer text);"
            + " create table view.file (claim_id text, file_cid text);"
            + " create table view.member (file_cid text, batch_cid text);"
            + " create table view.anchor (batch_cid text, transaction_id text);"
            + " create table blockchain_writer.batch (batch_cid text, transaction_id text);"
            + " create table blockchain_writer.version (batch_cid text, transaction_id text);"
            + " insert into view.claim values ('c', 'i'), ('d', 'i');"
            + " insert into view.file values ('c', 'fc'), ('d', 'fd');"
            + " insert into view.member values ('fc', 'ours'), ('fd', 'ours');"
            + " insert into view.anchor values ('ours', 'first');"
            + " insert into blockchain_writer.batch values ('ours', 'first'), ('waiting', null)");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void run(String name, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(server.jdbcUrl(name), PostgresServer.USER, PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void whatStrangersAnchorOnceMore_isNotDoubled() throws SQLException {
    run(
        "node",
        "insert into view.member values ('fc', 'strangers');"
            + " insert into view.anchor values ('strangers', 'theirs'), ('ours', 'again')");
    assertEquals(0, database.doubled());
    assertEquals(0, database.doubledOf("i"));
  }

  @Test
  void whatTheNodeAnchorsTwice_isDoubled_inWhateverVersion() throws SQLException {
    run(
        "node",
        "insert into view.anchor values ('ours', 'second');"
            + " insert into blockchain_writer.version values ('ours', 'second')");
    assertEquals(2, database.doubled());
    assertEquals(2, database.doubledOf("i"));
    assertEquals(0, database.doubledOf("somebody else"));
  }
}
