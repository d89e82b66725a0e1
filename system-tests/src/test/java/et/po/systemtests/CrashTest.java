package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.claim.SignedClaim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Kills at any moment, under a stream of works: what was answered with success is anchored exactly
/// once.
class CrashTest {
  private static final int KILLS = 12;
  private static final Random CHANCE = new Random(20261125);

  @Test
  void killsOfEveryKind_loseNothingAndDoubleNothing() throws Exception {
    try (Checkout checkout = Checkout.open()) {
      Path data = checkout.path("data");
      Map<String, SignedClaim> accepted = new ConcurrentHashMap<>();
      LocalRun run = start(checkout, data);
      AtomicBoolean posting = new AtomicBoolean(true);
      NodeClient node = new NodeClient(run.node());
      Thread publisher = Thread.ofVirtual().start(() -> publish(node, accepted, posting));
      try {
        for (int kill = 0; kill < KILLS; kill++) {
          // In the middle of some works; every fourth time while things are still starting.
          int wanted = kill % 4 == 3 ? 0 : accepted.size() + 1 + CHANCE.nextInt(60);
          Wait.until(
              Duration.ofMinutes(2),
              () -> accepted.size() >= wanted,
              () -> accepted.size() + " of " + wanted + " works were taken" + logs(data));
          run = kill(CHANCE.nextInt(4), run, checkout, data);
        }
        posting.set(false);
        assertTrue(publisher.join(Duration.ofMinutes(2)), "the last work is not taken");
        int expected = accepted.size();
        Wait.until(
            Duration.ofMinutes(2),
            () -> node.anchored() >= expected,
            () -> node.anchored() + " of " + expected + " works are anchored");
        assertEquals(expected, node.anchored());
        assertOnce(run, expected);
        accepted.values().stream().limit(20).forEach(claim -> Proof.assertHolds(node, claim));
        System.out.printf("count: kills %d, works %d, lost 0, doubled 0%n", KILLS, expected);
      } finally {
        posting.set(false);
        run.close();
      }
    }
  }

  private static LocalRun start(Checkout checkout, Path data) throws IOException {
    return LocalRun.start(
        checkout,
        data,
        Checkout.PORT_OFFSET + 100,
        "--block-interval",
        "PT0.5S",
        "--batch-interval",
        "PT0.5S");
  }

  /// What the launcher and the programs said last.
  private static String logs(Path data) throws IOException {
    StringBuilder said = new StringBuilder();
    for (String log : List.of("../data.log", "logs/node.log", "logs/postgresql.log")) {
      List<String> lines = Files.readAllLines(data.resolve(log));
      said.append("\n--- ").append(log).append('\n');
      lines.stream()
          .skip(Math.max(0, lines.size() - 30))
          .forEach(line -> said.append(line).append('\n'));
    }
    return said.toString();
  }

  private static void publish(
      NodeClient node, Map<String, SignedClaim> accepted, AtomicBoolean posting) {
    SignedWorks works = new SignedWorks();
    for (int i = 0; posting.get(); i++) {
      SignedClaim claim = works.next("work " + i);
      // What was not answered may have been taken: a client sends it again until it is.
      while (!node.post(claim)) {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
      accepted.put(claim.id().hex(), claim);
    }
  }

  /// The node alone, PostgreSQL alone, the chain alone, or the launcher with all of them orphaned.
  private static LocalRun kill(int kind, LocalRun run, Checkout checkout, Path data)
      throws IOException {
    switch (kind) {
      case 0 -> run.program("node/target/quarkus-app").destroyForcibly();
      case 1 -> {
        run.kill();
        return start(checkout, data);
      }
      case 2 -> run.program("bin/postgres").destroyForcibly();
      default -> run.program("RegtestServer").destroyForcibly();
    }
    return run;
  }

  private static void assertOnce(LocalRun run, int expected) throws SQLException {
    String url = run.endpoint("postgresql");
    String[] parts = url.replace("postgresql://", "").split("[:@]", 3);
    String jdbc = "jdbc:postgresql://" + parts[2].replaceAll("/[^/]*$", "/node");
    try (Connection connection = DriverManager.getConnection(jdbc, parts[0], parts[1])) {
      assertEquals(expected, number(connection, "select count(*) from api.claim"));
      assertEquals(expected, number(connection, "select count(*) from batch_writer.claim"));
      assertEquals(
          0,
          number(
              connection,
              "select count(*) from (select file_cid from view.member group by file_cid"
                  + " having count(*) > 1) as doubled"));
      assertEquals(
          0,
          number(
              connection,
              "select count(*) from (select batch_cid from view.anchor group by batch_cid"
                  + " having count(*) > 1) as doubled"));
      assertEquals(0, number(connection, "select count(*) from messaging.dead_letter"));
    }
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (ResultSet row = connection.createStatement().executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }
}
