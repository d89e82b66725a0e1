package et.po.node.blockchainreader;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.bitcoin.BitcoinNode;
import et.po.node.bitcoin.BitcoinProblem;
import et.po.node.bitcoin.BitcoinProblem.Kind;
import et.po.node.bitcoin.BitcoinProblemException;
import et.po.node.messages.Message.Anchor;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messages.Message.BlocksUndone;
import et.po.node.messaging.InProcessMessaging;
import et.po.node.messaging.OutboxContents;
import et.po.node.messaging.TryLaterException;
import et.po.node.testing.AtOnce;
import et.po.node.testing.ForwardingBitcoin;
import et.po.node.testing.TestChain;
import et.po.node.testing.TestDatabase;
import et.po.node.testing.TestRoles;
import et.po.node.testing.Unread;
import et.po.protocol.bitcoin.BitcoinBlock;
import et.po.protocol.ipfs.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockchainReaderTest {
  private static final String BARD =
      "42415244000300" + "12206a6aa4d50ca6e5a4e1103d734a82ff31a9c73ccb0e5fc104327aab4174e38877";
  private static final String POET =
      "504f4554000000" + "122046d44814b9c5af141c3aaab7c05dc5e844ead5f91f12858b021eba45768b4c0e";

  private final TestDatabase database = new TestDatabase();
  private TestChain chain;
  private BlockchainReader reader;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    chain = new TestChain(directory);
    reader = reader(chain.bitcoin());
  }

  @AfterEach
  void stop() {
    chain.close();
    database.close();
  }

  private BlockchainReader reader(BitcoinNode bitcoin) {
    return reader(bitcoin, 0);
  }

  private BlockchainReader reader(BitcoinNode bitcoin, int startHeight) {
    BlockchainReaderSettings settings =
        new BlockchainReaderSettings() {
          @Override
          public int startHeight() {
            return startHeight;
          }

          @Override
          public Duration interval() {
            return Duration.ofMillis(10);
          }
        };
    return new BlockchainReader(
        settings,
        TestRoles.REGTEST,
        database.database(),
        new InProcessMessaging(database.source(), Unread.TOPOLOGY),
        bitcoin);
  }

  private void readAll() throws Exception {
    boolean more = true;
    while (more) {
      more = reader.step();
    }
  }

  private List<BlockRead> read() throws Exception {
    return OutboxContents.of(database.source(), BlockRead.class);
  }

  private List<BlocksUndone> undone() throws Exception {
    return OutboxContents.of(database.source(), BlocksUndone.class);
  }

  private String send(String... hex) {
    List<byte[]> outputs = new ArrayList<>();
    for (String data : hex) {
      outputs.add(HexFormat.of().parseHex(data));
    }
    return chain.sendData(outputs);
  }

  private List<Anchor> anchors() throws Exception {
    return read().stream().flatMap(block -> block.anchors().stream()).toList();
  }

  @Test
  void everyBlock_isToldOnceInOrder_alsoThoseWithCoinbaseOnly() throws Exception {
    readAll();
    readAll();

    List<BlockRead> blocks = read();
    assertEquals(
        IntStream.rangeClosed(0, chain.height()).boxed().toList(),
        blocks.stream().map(block -> block.block().height()).toList());
    for (int i = 1; i < blocks.size(); i++) {
      assertEquals(blocks.get(i - 1).block().hash(), blocks.get(i).block().previousHash());
    }
    assertEquals(List.of(), anchors());
  }

  @Test
  void anchor_isToldWithAllThatAProofNeeds() throws Exception {
    String id = send(POET);
    String hash = chain.mine(1).getFirst();
    readAll();

    Anchor anchor = anchors().getFirst();
    assertEquals(id, anchor.transactionId());
    assertEquals("POET", anchor.prefix());
    assertEquals(0, anchor.version());
    assertEquals("QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o", anchor.batchCid());
    BitcoinBlock block = BitcoinBlock.parse(chain.bitcoin().fetchBlock(hash)).orElseThrow();
    assertEquals(block.header().hex(), anchor.headerHex());
    assertTrue(anchor.transactionHex().contains(POET));
    byte[] at = doubleSha256(HexFormat.of().parseHex(anchor.transactionHex()));
    int position = anchor.position();
    for (String sibling : anchor.merklePath()) {
      byte[] other = HexFormat.of().parseHex(sibling);
      at = position % 2 == 0 ? doubleSha256(both(at, other)) : doubleSha256(both(other, at));
      position /= 2;
    }
    assertArrayEquals(block.header().merkleRoot(), at);
  }

  private static byte[] both(byte[] left, byte[] right) {
    byte[] both = new byte[64];
    System.arraycopy(left, 0, both, 0, 32);
    System.arraycopy(right, 0, both, 32, 32);
    return both;
  }

  private static byte[] doubleSha256(byte[] data) {
    return Sha256.of(Sha256.of(data).bytes()).bytes();
  }

  @Test
  void foreignRecords_areReadAsTheTableSays() throws Exception {
    send(BARD);
    send("504f4554" + "00".repeat(24));
    send("504f4554" + "ff".repeat(37));
    send("48656c6c6f");
    send("48656c6c6f", POET);
    send(POET, BARD);
    chain.mine(1);
    readAll();

    assertEquals(
        List.of(
            "BARD 3 QmVW4EyxJk77qU2VwpKnvFL8YAXQhj4HBKmq5SfMWy35JW",
            "POET 0 QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o"),
        anchors().stream()
            .map(anchor -> anchor.prefix() + " " + anchor.version() + " " + anchor.batchCid())
            .toList());
  }

  @Test
  void reorganisation_undoesAndReadsTheOtherBranch() throws Exception {
    int fork = chain.height();
    String parent = chain.bitcoin().tip().hash();
    String id = send(POET);
    String bad = chain.mine(2).getFirst();
    readAll();
    chain.invalidate(bad);
    chain.mine(3);
    readAll();

    assertEquals(List.of(new BlocksUndone(fork + 1, parent)), undone());
    List<BlockRead> after = read();
    assertEquals(fork + 1, after.get(fork + 3).block().height());
    assertEquals(chain.bitcoin().tip().hash(), after.getLast().block().hash());
    assertEquals(List.of(id, id), anchors().stream().map(Anchor::transactionId).toList());
    assertEquals(
        chain.height() + 1, database.count("select count(*) from blockchain_reader.block"));
  }

  @Test
  void nodeThatIsBehind_isWaitedForAndNothingUndone() throws Exception {
    chain.mine(5);
    readAll();
    for (int behind : new int[] {chain.height() - 1, chain.height() - 3, 7, 0}) {
      reader = reader(new Behind(chain.bitcoin(), behind));

      TryLaterException problem = assertThrows(TryLaterException.class, reader::step);
      assertTrue(problem.toString().contains("block " + behind + ","), problem.toString());
    }
    reader = reader(chain.bitcoin());
    readAll();
    assertEquals(List.of(), undone());
    assertEquals(chain.height() + 1, read().size());
  }

  /// Has the same chain, but not all of it yet.
  private static final class Behind extends ForwardingBitcoin {
    private final int height;

    Behind(BitcoinNode real, int height) {
      super(real);
      this.height = height;
    }

    @Override
    public Chain chain() {
      Chain real = super.chain();
      Tip tip = new Tip(height, hashAt(height).orElseThrow());
      return new Chain(
          real.network(), tip, height, real.tipTime(), real.initialDownload(), real.firstBlock());
    }

    @Override
    public Optional<String> hashAt(int asked) {
      return asked > height ? Optional.empty() : super.hashAt(asked);
    }
  }

  @Test
  void shorterBranch_isFollowedOnceItIsKnownToBeAnother() throws Exception {
    int fork = chain.height();
    String bad = chain.mine(4).getFirst();
    readAll();
    chain.invalidate(bad);
    assertThrows(TryLaterException.class, reader::step);
    chain.mine(1);
    readAll();

    assertEquals(fork + 1, undone().getFirst().fromHeight());
    assertEquals(chain.bitcoin().tip().hash(), read().getLast().block().hash());
  }

  @Test
  void reorganisationOfAHundredBlocks_isFollowed() throws Exception {
    String bad = chain.mine(100).getFirst();
    readAll();
    chain.invalidate(bad);
    chain.mine(101);
    readAll();

    assertEquals(List.of(111), undone().stream().map(BlocksUndone::fromHeight).toList());
  }

  /// Of a node that began to read a few blocks ago.
  @Test
  void reorganisationBelowAllThatWasRead_isFollowed() throws Exception {
    String bad = chain.mine(5).getFirst();
    int height = chain.height();
    reader = reader(chain.bitcoin(), height - 1);
    readAll();
    chain.invalidate(bad);
    chain.mine(6);
    readAll();

    assertEquals(List.of(height - 1), undone().stream().map(BlocksUndone::fromHeight).toList());
    assertEquals(
        List.of(height - 1, height, height - 1, height, height + 1),
        read().stream().map(block -> block.block().height()).toList());
  }

  @Test
  void deeperReorganisation_isSaid_andReadsNothing_untilTheChainIsBack() throws Exception {
    String bad = chain.mine(101).getFirst();
    readAll();
    long told = read().size();
    chain.invalidate(bad);
    String other = chain.mine(102).getFirst();

    BitcoinProblem problem = assertThrows(BitcoinProblemException.class, reader::step).problem();
    assertEquals(Kind.DEEP_REORGANISATION, problem.kind());
    assertEquals(List.of(problem), reader.bitcoinProblems());
    assertEquals(told, read().size());
    assertEquals(List.of(), undone());

    chain.invalidate(other);
    chain.reconsider(bad);
    chain.mine(1);
    readAll();
    assertEquals(told + 1, read().size());
    assertEquals(List.of(), undone());
  }

  @Test
  void chainThatChangesBetweenCalls_isToldAsItEndsUp() throws Exception {
    readAll();
    String bad = chain.mine(3).get(1);
    reader =
        reader(
            new ForwardingBitcoin(chain.bitcoin()) {
              private boolean changed;

              @Override
              public byte[] fetchBlock(String hash) {
                if (hash.equals(bad) && !changed) {
                  changed = true;
                  byte[] block = super.fetchBlock(hash);
                  chain.invalidate(bad);
                  chain.mine(4);
                  return block;
                }
                return super.fetchBlock(hash);
              }
            });
    readAll();

    assertEquals(
        chain.bitcoin().tip().hash(),
        database
            .column("select hash from blockchain_reader.block order by height desc")
            .getFirst());
    assertEquals(
        chain.height() + 1, database.count("select count(*) from blockchain_reader.block"));
  }

  @Test
  void whatIsNoBlock_isNotToldOf() throws Exception {
    reader =
        reader(
            new ForwardingBitcoin(chain.bitcoin()) {
              @Override
              public byte[] fetchBlock(String hash) {
                return "no block".getBytes(StandardCharsets.UTF_8);
              }
            });

    assertThrows(TryLaterException.class, reader::step);
    assertEquals(List.of(), read());
  }

  @Test
  void otherBlockThanAskedFor_isNotToldOf() throws Exception {
    String genesis = chain.bitcoin().hashAt(0).orElseThrow();
    reader =
        reader(
            new ForwardingBitcoin(chain.bitcoin()) {
              @Override
              public byte[] fetchBlock(String hash) {
                return super.fetchBlock(genesis);
              }
            });

    assertThrows(TryLaterException.class, reader::step);
    assertEquals(List.of(), read());
  }

  @Test
  void severalReadersAtOnce_tellEachBlockOnce() throws Exception {
    chain.mine(150);
    AtOnce.run(
        Collections.nCopies(
            3,
            () -> {
              BlockchainReader one = reader(chain.bitcoin());
              while (database.count("select count(*) from blockchain_reader.block")
                  <= chain.height()) {
                one.step();
              }
            }));

    assertEquals(
        IntStream.rangeClosed(0, chain.height()).boxed().toList(),
        read().stream().map(block -> block.block().height()).toList());
  }
}
