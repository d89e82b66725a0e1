package et.po.node.blockchainreader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import et.po.node.bitcoin.BitcoinNode;
import et.po.node.bitcoin.BitcoinProblem.Kind;
import et.po.node.bitcoin.BitcoinProblemException;
import et.po.node.bitcoin.ChainCheck;
import et.po.node.bitcoin.CoreRpc;
import et.po.node.bitcoin.Network;
import et.po.node.messages.Message.Anchor;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messaging.InProcessMessaging;
import et.po.node.messaging.OutboxContents;
import et.po.node.testing.TestChain;
import et.po.node.testing.TestDatabase;
import et.po.node.testing.TestRoles;
import et.po.node.testing.Unread;
import et.po.protocol.anchor.AnchorPayload;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.Sha256;
import et.po.servers.Btcd;
import et.po.servers.FreePort;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Blocks of real Bitcoin nodes.
@Tag("real")
class RealReaderTest {
  private static final String BARD =
      "42415244000300" + "12206a6aa4d50ca6e5a4e1103d734a82ff31a9c73ccb0e5fc104327aab4174e38877";
  private static final String POET =
      "504f4554000000" + "122046d44814b9c5af141c3aaab7c05dc5e844ead5f91f12858b021eba45768b4c0e";
  private static final HexFormat HEX = HexFormat.of();

  private final TestDatabase database = new TestDatabase();
  @TempDir Path directory;

  @AfterEach
  void stop() {
    database.close();
  }

  private record From(int startHeight) implements BlockchainReaderSettings {
    @Override
    public Duration interval() {
      return Duration.ofMillis(10);
    }
  }

  private BlockchainReader reader(BitcoinNode bitcoin, int startHeight, ChainCheck check) {
    return new BlockchainReader(
        new From(startHeight),
        check,
        database.database(),
        new InProcessMessaging(database.source(), Unread.TOPOLOGY),
        bitcoin);
  }

  private List<BlockRead> readAll(BlockchainReader reader) throws Exception {
    boolean more = true;
    while (more) {
      more = reader.step();
    }
    return OutboxContents.of(database.source(), BlockRead.class);
  }

  private static List<String> anchors(List<BlockRead> blocks) {
    List<String> anchors = new ArrayList<>();
    for (BlockRead block : blocks) {
      for (Anchor anchor : block.anchors()) {
        anchors.add(anchor.prefix() + " " + anchor.version() + " " + anchor.batchCid());
      }
    }
    return anchors;
  }

  /// A block of transactions with these data outputs, which need not be what the daemon relays.
  private static void mineData(TestChain chain, List<List<String>> transactions) {
    List<String> raw = new ArrayList<>();
    var coins = chain.bitcoin().coins(0).iterator();
    for (List<String> data : transactions) {
      BitcoinNode.Coin coin = coins.next();
      List<Map<String, Object>> outputs = new ArrayList<>();
      data.forEach(hex -> outputs.add(Map.of("data", hex)));
      outputs.add(Map.of(chain.bitcoin().changeAddress(), "49.9"));
      Map<String, Object> input = Map.of("txid", coin.transactionId(), "vout", coin.output());
      String unsigned =
          data.size() < 2
              ? chain.call("createrawtransaction", List.of(input), outputs).asText()
              : twoDataOutputs(chain, input, data);
      raw.add(chain.call("signrawtransactionwithwallet", unsigned).path("hex").asText());
    }
    chain.call("generateblock", chain.call("getnewaddress").asText(), raw);
  }

  /// The daemon's call takes one data output only: the second is put in by hand.
  private static String twoDataOutputs(
      TestChain chain, Map<String, Object> input, List<String> data) {
    List<Map<String, Object>> outputs =
        List.of(Map.of("data", data.getFirst()), Map.of(chain.bitcoin().changeAddress(), "49.9"));
    String one = chain.call("createrawtransaction", List.of(input), outputs).asText();
    String script = "6a%02x%s".formatted(data.getLast().length() / 2, data.getLast());
    String output = "00".repeat(8) + "%02x".formatted(script.length() / 2) + script;
    // Version, one input without script, then the number of outputs.
    int count = 8 + 2 + 72 + 2 + 8;
    return one.substring(0, count)
        + "03"
        + one.substring(count + 2, one.length() - 8)
        + output
        + one.substring(one.length() - 8);
  }

  @Test
  void oldRecords_areReadAsTheReferenceSays_andForeignOnesAreNot() throws Exception {
    try (TestChain chain = TestChain.real(directory)) {
      mineData(
          chain,
          List.of(
              List.of(BARD),
              List.of("504f4554" + "00".repeat(24)),
              List.of("504f4554" + "ff".repeat(37)),
              List.of("48656c6c6f"),
              List.of("48656c6c6f", POET),
              List.of(POET, BARD)));
      List<BlockRead> blocks = readAll(reader(chain.bitcoin(), 0, TestRoles.REGTEST));

      assertEquals(
          List.of(
              "BARD 3 QmVW4EyxJk77qU2VwpKnvFL8YAXQhj4HBKmq5SfMWy35JW",
              "POET 0 QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o"),
          anchors(blocks));
    }
  }

  @Test
  void nodeOfAnotherFamily_givesTheSameAnchors() throws Exception {
    assumeTrue(Btcd.isFetched(), "there is no btcd in the cache: ./poet tools btcd");
    try (TestChain chain = TestChain.real(directory.resolve("core"));
        Btcd btcd =
            Btcd.start(
                new Btcd.Settings(directory.resolve("btcd"), FreePort.find(), "poet", "secret"))) {
      for (int i = 0; i < 5; i++) {
        byte[] payload =
            new AnchorPayload("POET", 1, 0, Cid.v0(Sha256.of(new byte[] {(byte) i}))).encode();
        chain.sendData(List.of(payload));
        chain.mine(1);
      }
      TestChain other = TestChain.at(btcd.url());
      for (int height = 1; height <= chain.height(); height++) {
        String hash = chain.bitcoin().hashAt(height).orElseThrow();
        other.call("submitblock", HEX.formatHex(chain.bitcoin().fetchBlock(hash)));
      }
      CoreRpc theirs = other.bitcoin();
      assertEquals(chain.bitcoin().tip(), theirs.tip());
      assertEquals("regtest", theirs.chain().network());
      assertTrue(theirs.hashAt(chain.height() + 1).isEmpty());
      List<BlockRead> read = readAll(reader(theirs, 0, TestRoles.REGTEST));

      assertEquals(ReadBlocks.from(0, chain.bitcoin()), read);
      assertEquals(5, anchors(read).size());
      assertEquals(Set.of("blockchainInfo"), theirs.report(1).parts().keySet());
      System.out.println("count: " + read.size() + " blocks read alike from two kinds of nodes");
    }
  }

  @Test
  void prunedNode_isReadFromWhatIsThere_andSaid() throws Exception {
    try (TestChain chain = TestChain.real(directory, "-prune=1", "-fastprune")) {
      chain.mineForNobody(900);
      int there = chain.call("pruneblockchain", 500).asInt() + 1;
      int first = chain.bitcoin().chain().firstBlock().orElseThrow();
      assertTrue(first > 100 && first <= there, first + " after " + there);
      BlockchainReader reader = reader(chain.bitcoin(), 0, TestRoles.REGTEST);
      List<BlockRead> blocks = readAll(reader);

      assertEquals(first, blocks.getFirst().block().height());
      assertEquals(chain.height(), blocks.getLast().block().height());
      assertEquals(Kind.PRUNED, reader.bitcoinProblems().getFirst().kind());
      assertTrue(reader.problem().orElseThrow().contains("below " + first), "says from where");
      // Whoever knows that is told nothing more.
      BlockchainReader knowing = reader(chain.bitcoin(), first, TestRoles.REGTEST);
      readAll(knowing);
      assertEquals(List.of(), knowing.bitcoinProblems());
    }
  }

  @Test
  void blocksPrunedBeforeTheyWereRead_areWaitedFor() throws Exception {
    try (TestChain chain = TestChain.real(directory, "-prune=1", "-fastprune")) {
      BlockchainReader reader = reader(chain.bitcoin(), 0, TestRoles.REGTEST);
      readAll(reader);
      chain.mineForNobody(900);
      chain.call("pruneblockchain", 500);
      BitcoinProblemException problem =
          assertThrows(BitcoinProblemException.class, () -> readAll(reader));

      assertEquals(Kind.PRUNED, problem.problem().kind());
      assertTrue(problem.problem().sentence().contains("blocks 111 to"), problem.toString());
      assertEquals(List.of(problem.problem()), reader.bitcoinProblems());
      String genesis = chain.bitcoin().hashAt(1).orElseThrow();
      assertEquals(
          Kind.PRUNED,
          assertThrows(BitcoinProblemException.class, () -> chain.bitcoin().fetchBlock(genesis))
              .problem()
              .kind());
    }
  }

  @Test
  void anotherNetwork_isNotRead() throws Exception {
    try (TestChain chain = TestChain.real(directory)) {
      ChainCheck signet =
          new ChainCheck(Network.SIGNET, Duration.ofHours(3), InstantSource.system());
      BitcoinProblemException problem =
          assertThrows(
              BitcoinProblemException.class, () -> readAll(reader(chain.bitcoin(), 0, signet)));

      assertEquals(Kind.WRONG_NETWORK, problem.problem().kind());
      assertEquals(List.of(), OutboxContents.of(database.source(), BlockRead.class));
    }
  }

  @Test
  void largeGap_isReadInBulk() throws Exception {
    try (TestChain chain = TestChain.real(directory)) {
      chain.mineForNobody(2000);
      BlockchainReader reader = reader(chain.bitcoin(), 0, TestRoles.REGTEST);
      long began = System.nanoTime();
      List<BlockRead> blocks = readAll(reader);
      double seconds = (System.nanoTime() - began) / 1e9;

      assertEquals(chain.height() + 1, blocks.size());
      System.out.printf(
          "figure: %d empty blocks of a real Bitcoin daemon read and recorded: %.0f/s%n",
          blocks.size(), blocks.size() / seconds);
    }
  }
}
