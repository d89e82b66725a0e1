package et.po.node.blockchainwriter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import et.po.node.bitcoin.BitcoinNode;
import et.po.node.bitcoin.ChainCheck;
import et.po.node.bitcoin.Network;
import et.po.node.blockchainreader.ReadBlocks;
import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.node.messages.Message;
import et.po.node.messages.Message.Anchor;
import et.po.node.messages.Message.BatchCreated;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messages.Message.TransactionSent;
import et.po.node.messaging.InProcessMessaging;
import et.po.node.messaging.OutboxContents;
import et.po.node.testing.FaultyBitcoin;
import et.po.node.testing.TestChain;
import et.po.node.testing.Unread;
import et.po.node.testing.WriterSettings;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.Sha256;
import et.po.testkit.Fault;
import et.po.testkit.FaultyDatabase;
import et.po.testkit.SimulatedCrash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/// A blockchain writer that is given batches and may crash on the way.
final class BlockchainWriterRun {
  private static final AtomicInteger BATCHES = new AtomicInteger();

  private final DataSource real;
  private final TestChain chain;
  private final BitcoinNode bitcoin;
  private final Fault fault;
  private final WriterSettings settings = new WriterSettings();
  private final Deque<Message> undelivered = new ArrayDeque<>();
  private final Set<String> expected = new TreeSet<>();
  private Network network = Network.REGTEST;
  private int read;

  BlockchainWriterRun(DataSource real, TestChain chain, Fault fault) {
    this(real, chain, chain.bitcoin(), fault, Duration.ofMinutes(1));
  }

  BlockchainWriterRun(
      DataSource real, TestChain chain, BitcoinNode bitcoin, Fault fault, Duration rebroadcast) {
    this.real = real;
    this.chain = chain;
    this.bitcoin = new FaultyBitcoin(bitcoin, fault);
    this.fault = fault;
    settings.rebroadcast = rebroadcast;
    this.read = chain.height();
  }

  void network(Network other) {
    network = other;
  }

  /// To be changed before a writer is asked for.
  WriterSettings settings() {
    return settings;
  }

  /// A large batch is announced in several messages.
  String arrive() {
    byte[] name = ("batch " + BATCHES.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
    String batch = Cid.v0(Sha256.of(name)).toString();
    undelivered.add(new BatchCreated(batch, 1, List.of("some")));
    undelivered.add(new BatchCreated(batch, 1, List.of("others")));
    expected.add(batch);
    return batch;
  }

  void arrive(Message message) {
    undelivered.add(message);
  }

  BlockchainWriter writer() {
    DataSource faulty = FaultyDatabase.of(real, fault);
    return new BlockchainWriter(
        settings,
        new ChainCheck(network, Duration.ofHours(3), InstantSource.system()),
        new Database(faulty),
        new InProcessMessaging(faulty, Unread.TOPOLOGY),
        bitcoin);
  }

  void toTheEnd(Runnable meanwhile) throws Exception {
    while (true) {
      try {
        BlockchainWriter writer = writer();
        deliver(writer);
        work(writer);
        return;
      } catch (SimulatedCrash crash) {
        meanwhile.run();
      }
    }
  }

  void deliver(BlockchainWriter writer) throws Exception {
    while (!undelivered.isEmpty()) {
      writer.handle(undelivered.element());
      undelivered.remove();
    }
  }

  void work(BlockchainWriter writer) throws Exception {
    boolean more = true;
    while (more) {
      more = writer.step();
    }
  }

  /// Mines a block, and tells of it what the reader tells.
  void mine() {
    chain.mine(1);
    List<BlockRead> blocks = ReadBlocks.from(read + 1, chain.bitcoin());
    undelivered.addAll(blocks);
    read = chain.height();
  }

  /// The blocks above this height are to be told of, once more where they were before.
  void rewind(int height) {
    read = height;
  }

  /// Each batch has one transaction on the chain, which is the one that was journalled and told.
  ///
  /// @param from the height of the first block that counts
  void check(int from) throws Exception {
    Map<String, String> mined = new TreeMap<>();
    for (BlockRead block : ReadBlocks.from(from, chain.bitcoin())) {
      for (Anchor anchor : block.anchors()) {
        assertEquals(null, mined.put(anchor.batchCid(), anchor.transactionId()), "anchored once");
      }
    }
    assertEquals(expected, mined.keySet(), "every batch is on the chain");
    assertEquals(mined, new TreeMap<>(column("transaction_id")), "what is journalled was mined");
    assertEquals(
        expected.size(), new HashSet<>(column("coin").values()).size(), "each coin spent once");
    assertEquals(List.of(), chain.waiting(), "nothing is sent that is not mined");
    Map<String, String> told = new TreeMap<>();
    OutboxContents.of(real, TransactionSent.class)
        .forEach(sent -> told.put(sent.batchCid(), sent.transactionId()));
    assertEquals(mined, told, "what was mined was told");
  }

  /// As after a crash between offering transactions to the Bitcoin node and noting what it said.
  void forgetAnswers() throws Exception {
    new Database(real)
        .run(transaction ->
            Sql.update(transaction, "update blockchain_writer.batch set offered = true"));
  }

  /// A column of the journal, by batch.
  Map<String, String> column(String name) throws Exception {
    return new Database(real)
        .inTransaction(transaction -> {
          Map<String, String> values = new TreeMap<>();
          Sql.list(
                  transaction,
                  row -> values.put(row.getString(1), String.valueOf(row.getString(2))),
                  "select batch_cid, " + name + " from blockchain_writer.batch")
              .clear();
          return values;
        });
  }
}
