package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import et.po.protocol.claim.SignedClaim;
import et.po.servers.Bitcoind;
import et.po.servers.FreePort;
import et.po.servers.Kubo;
import java.io.IOException;
import java.net.URI;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The database is lost and restored, as `docs/operations/backup.md` says: of what was accepted
/// before the moment that is restored nothing is lost, and nothing gets a second anchor, not even
/// what the lost moments anchored.
@Tag("real")
class RestoreDrillTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String READERS = "api,blockchain-reader,batch-reader,storage-reader,view";
  private static final String ALL =
      READERS + ",storage-writer,batch-writer,blockchain-writer,health";

  private final SignedWorks works = new SignedWorks();
  private Map<String, String> settings = Map.of();
  private NodeClient node = new NodeClient(URI.create("http://127.0.0.1"));

  @Test
  void databaseLost_restoredFromBackup_everyWorkIsAnchoredExactlyOnce() throws Exception {
    assumeTrue(
        Kubo.isFetched() && Bitcoind.isFetched(),
        "Kubo or the Bitcoin daemon is not in the cache: ./poet tools fetches them");
    try (Checkout checkout = Checkout.open();
        ArchivedPostgres postgres = ArchivedPostgres.start(checkout.path("postgresql"));
        Kubo ipfs =
            Kubo.start(
                Kubo.Settings.offline(checkout.path("kubo"), FreePort.find(), FreePort.find()));
        Bitcoind bitcoin =
            Bitcoind.start(
                new Bitcoind.Settings(
                    checkout.path("bitcoin"), FreePort.find(), "poet", "drill", List.of()))) {
      bitcoin.createWallet("anchors");
      mine(bitcoin, 110);
      settings = settings(postgres, ipfs, bitcoin);
      node = new NodeClient(URI.create("http://127.0.0.1:" + settings.get("NODE_PORT")));
      Finished migrated =
          Finished.run(checkout.program("node", settings, "migrate"), Duration.ofMinutes(5));
      assertEquals(0, migrated.exitCode(), migrated.toString());

      Process first = start(checkout, ALL);
      List<SignedClaim> before = post("before the backup", 40);
      awaitAnchored(bitcoin, before);
      postgres.baseBackup();
      before.addAll(post("sent", 20));
      before.forEach(claim -> await(claim, "transactionId"));
      // These are accepted and in no batch when the archive ends.
      before.addAll(post("waiting", 30));
      postgres.archiveAll();

      // What comes now is in no backup. Some of it the chain has, some nobody.
      List<SignedClaim> after = post("anchored and lost", 10);
      awaitAnchored(bitcoin, before);
      awaitAnchored(bitcoin, after);
      List<SignedClaim> gone = post("lost", 5);
      first.destroyForcibly().onExit().join();
      postgres.lose();

      postgres.restore();
      assertEquals(before.size(), number(postgres, "select count(*) from api.claim"));
      int waiting =
          before.size()
              - number(postgres, "select count(*) from batch_writer.claim where batch is not null");
      assertTrue(waiting > 0, "all were batched before the archive ended");

      Process reader = start(checkout, READERS);
      mine(bitcoin, 6);
      awaitReadBack(postgres, bitcoin);
      stop(reader);
      String coins = coins(postgres);
      takeOut(postgres);
      // Once more, as somebody does who is not sure.
      takeOut(postgres);
      // Of what waited for a block the coin is known; read from the chain it is the same.
      assertTrue(coins(postgres).startsWith(coins), coins(postgres));

      Process all = start(checkout, ALL);
      awaitAnchored(bitcoin, before);
      // Their clients do not know what became of them, and send them again.
      after.forEach(claim -> assertTrue(node.post(claim)));
      gone.forEach(claim -> assertTrue(node.post(claim)));
      awaitAnchored(bitcoin, after);
      awaitAnchored(bitcoin, gone);
      // A batch too many would be announced by now, and mined.
      SignedClaim last = post("after all", 1).getFirst();
      awaitAnchored(bitcoin, List.of(last));

      List<SignedClaim> every = new ArrayList<>(before);
      every.addAll(after);
      every.addAll(gone);
      every.add(last);
      Ledger ledger = new Ledger(postgres.address());
      ledger.assertNothingIsTwice();
      for (SignedClaim claim : every) {
        ledger.assertOnce(claim);
        Proof.assertHolds(node, claim);
      }
      stop(all);
      System.out.printf(
          "count: restored works %d, of which %d were in no batch; anchored after the backup ended"
              + " and sent again %d, lost and sent again %d; lost 0, doubled 0%n",
          before.size(), waiting, after.size(), gone.size());
    }
  }

  private static Map<String, String> settings(
      ArchivedPostgres postgres, Kubo ipfs, Bitcoind bitcoin) throws SQLException {
    Map<String, String> settings = new HashMap<>(postgres.newDatabase("node"));
    settings.put("NODE_BITCOIN_URL", bitcoin.url("anchors").toString());
    settings.put("NODE_IPFS_URLS", ipfs.apiUrl().toString());
    settings.put("NODE_HOST", "127.0.0.1");
    settings.put("NODE_PORT", "" + FreePort.find());
    settings.put("NODE_MANAGEMENT_PORT", "" + FreePort.find());
    settings.put("NODE_BATCH_WRITER_INTERVAL", "PT8S");
    return settings;
  }

  private Process start(Checkout checkout, String roles) throws Exception {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("NODE_ROLES", roles);
    Path log = checkout.path("node.log");
    Process process =
        checkout
            .program("node", environment)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    Wait.until(
        PATIENCE,
        () -> !process.isAlive() || node.anchored() >= 0,
        () -> "the node does not answer; it said:\n" + Files.readString(log));
    assertTrue(process.isAlive(), () -> "the node ended; see " + log);
    return process;
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES), "it does not stop");
  }

  private List<SignedClaim> post(String name, int number) {
    List<SignedClaim> claims = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      SignedClaim claim = works.next(name + " " + i);
      assertTrue(node.post(claim), name);
      claims.add(claim);
    }
    return claims;
  }

  private void awaitAnchored(Bitcoind bitcoin, List<SignedClaim> claims) {
    for (SignedClaim claim : claims) {
      await(claim, "transactionId");
    }
    mine(bitcoin, 1);
    for (SignedClaim claim : claims) {
      await(claim, "blockHash");
    }
  }

  private void await(SignedClaim claim, String field) {
    Wait.until(
        PATIENCE,
        () ->
            node.find("/works/" + claim.id()).stream()
                .anyMatch(work -> work.path("anchor").hasNonNull(field)),
        () -> claim.id() + " has no " + field + ": " + node.find("/works/" + claim.id()));
  }

  private static void mine(Bitcoind bitcoin, int blocks) {
    String address = result(bitcoin.call("anchors", "getnewaddress", "")).asText();
    result(bitcoin.call("anchors", "generatetoaddress", blocks + ", \"" + address + "\""));
  }

  private static JsonNode result(String answer) {
    try {
      JsonNode json = new ObjectMapper().readTree(answer);
      assertTrue(json.path("error").isNull(), answer);
      return json.path("result");
    } catch (IOException e) {
      throw new AssertionError(answer, e);
    }
  }

  /// As backup.md has the operator ask, and in its words.
  private static void awaitReadBack(ArchivedPostgres postgres, Bitcoind bitcoin) throws Exception {
    int height = result(bitcoin.call("", "getblockcount", "")).asInt();
    String page = Files.readString(Checkout.ROOT.resolve("docs/operations/backup.md"));
    String question =
        page.substring(page.indexOf("select (select height"), page.indexOf("as read_back;") + 13);
    Wait.until(
        PATIENCE,
        () -> {
          try (Connection connection = postgres.connect("node");
              ResultSet row = connection.createStatement().executeQuery(question)) {
            row.next();
            return row.getInt("height") == height
                && row.getInt("last_anchor") <= height - 6
                && row.getBoolean("read_back");
          }
        },
        () -> "not all is read back");
  }

  private static void takeOut(ArchivedPostgres postgres) throws Exception {
    String script = Files.readString(Checkout.ROOT.resolve("docs/operations/after-restore.sql"));
    try (Connection connection = postgres.connect("node")) {
      connection.createStatement().execute(script);
    }
  }

  private static String coins(ArchivedPostgres postgres) throws SQLException {
    try (Connection connection = postgres.connect("node");
        ResultSet row =
            connection
                .createStatement()
                .executeQuery(
                    "select string_agg(coin, ' ' order by created) from blockchain_writer.batch")) {
      row.next();
      return row.getString(1);
    }
  }

  private static int number(ArchivedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = postgres.connect("node");
        ResultSet row = connection.createStatement().executeQuery(sql)) {
      return row.next() ? row.getInt(1) : -1;
    }
  }
}
