package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import et.po.protocol.claim.SignedClaim;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// A node with an empty database is killed while it catches up, and goes on from where it was.
class RebuildCrashTest {
  private static final int CLAIMS = 3000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final SignedWorks works = new SignedWorks();

  @Test
  void emptyNode_killedWhileItCatchesUp_goesOnFromWhereItWas() throws Exception {
    try (Checkout checkout = Checkout.open()) {
      Path data = checkout.path("share").resolve("poet");
      Files.createDirectories(data.getParent());
      try (LocalRun run =
          LocalRun.start(
              checkout,
              data,
              Checkout.PORT_OFFSET + 700,
              "--block-interval",
              "500ms",
              "--batch-interval",
              "500ms")) {
        List<SignedClaim> posted = post(new NodeClient(run.node()));
        awaitAll(new NodeClient(run.node()), posted);
        catchUp(checkout, run, posted);
      }
    }
  }

  private List<SignedClaim> post(NodeClient node) throws Exception {
    List<SignedClaim> claims = new ArrayList<>();
    List<Callable<Boolean>> posts = new ArrayList<>();
    for (int i = 0; i < CLAIMS; i++) {
      SignedClaim claim = works.next("caught up with " + i);
      claims.add(claim);
      posts.add(() -> node.post(claim));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (Future<Boolean> taken : threads.invokeAll(posts)) {
        assertTrue(taken.get());
      }
    }
    return claims;
  }

  private static void awaitAll(NodeClient node, List<SignedClaim> claims) {
    for (SignedClaim claim : claims) {
      Wait.until(
          PATIENCE,
          () -> isAnchored(node.find("/works/" + claim.id())),
          () -> claim.id() + " is " + node.find("/works/" + claim.id()));
    }
  }

  private static boolean isAnchored(Optional<JsonNode> work) {
    return work.filter(found -> found.path("anchor").hasNonNull("blockHash")).isPresent();
  }

  private static void catchUp(Checkout checkout, LocalRun run, List<SignedClaim> posted)
      throws Exception {
    try (SecondNode node = SecondNode.start(checkout, run);
        Connection database = node.database()) {
      Map<String, String> read = new HashMap<>();
      for (int claims : List.of(1, CLAIMS / 3)) {
        Wait.until(
            PATIENCE,
            () -> done(database).size() >= claims,
            () -> done(database).size() + " claims are read back");
        node.restart(() -> read.putAll(done(database)));
        System.out.printf("count: killed with %d of %d claims read back%n", read.size(), CLAIMS);
        assertTrue(read.size() < CLAIMS, "it was not in the middle");
      }
      awaitAll(node.client(), posted);

      Map<String, String> all = done(database);
      assertEquals(CLAIMS, all.size());
      // What was read before a kill was not read again.
      read.forEach((file, when) -> assertEquals(when, all.get(file)));
      assertEquals(
          Map.of("claims", (long) CLAIMS, "members", (long) CLAIMS, "twice", 0L, "dead", 0L),
          counts(database));
      NodeClient first = new NodeClient(run.node());
      for (SignedClaim claim : posted.subList(0, 20)) {
        String receipt = "/works/" + claim.id() + "/receipt";
        assertEquals(first.json(receipt), node.client().json(receipt));
      }
    }
  }

  /// The claim files that were read back, and when.
  private static Map<String, String> done(Connection database) throws SQLException {
    Map<String, String> done = new HashMap<>();
    try (ResultSet rows =
        database
            .createStatement()
            .executeQuery(
                "select file_cid, done::text from storage_reader.file where done is not null")) {
      while (rows.next()) {
        done.put(rows.getString(1), rows.getString(2));
      }
    }
    return done;
  }

  private static Map<String, Long> counts(Connection database) throws SQLException {
    try (ResultSet row =
        database
            .createStatement()
            .executeQuery(
                "select (select count(*) from view.claim),"
                    + " (select count(*) from view.member where path is not null),"
                    + " (select count(*) from (select from view.member group by file_cid"
                    + " having count(*) > 1) as doubled),"
                    + " (select count(*) from messaging.dead_letter)")) {
      row.next();
      return Map.of(
          "claims", row.getLong(1),
          "members", row.getLong(2),
          "twice", row.getLong(3),
          "dead", row.getLong(4));
    }
  }
}
