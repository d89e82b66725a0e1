package et.po.node;

import et.po.node.batchreader.BatchReader;
import et.po.node.batchreader.BatchReaderSettings;
import et.po.node.batchwriter.BatchWriter;
import et.po.node.batchwriter.BatchWriterSettings;
import et.po.node.blockchainreader.BlockchainReader;
import et.po.node.blockchainreader.BlockchainReaderSettings;
import et.po.node.blockchainwriter.BlockchainWriter;
import et.po.node.blockchainwriter.BlockchainWriterSettings;
import et.po.node.database.Database;
import et.po.node.ipfs.BlockStore;
import et.po.node.ipfs.IpfsNodes;
import et.po.node.ipfs.NodePins;
import et.po.node.ipfs.OwnBlocks;
import et.po.node.ipfs.Pins;
import et.po.node.ipfs.PostgresBlockStore;
import et.po.node.messages.Message.AcceptedClaim;
import et.po.node.messages.Message.ClaimsAccepted;
import et.po.node.messaging.InProcessMessaging;
import et.po.node.storagereader.StorageReader;
import et.po.node.storagereader.StorageReaderSettings;
import et.po.node.storagewriter.StorageWriter;
import et.po.node.testing.Claims;
import et.po.node.testing.RealKubo;
import et.po.node.testing.TestChain;
import et.po.node.testing.TestDatabase;
import et.po.node.testing.TestRoles;
import et.po.node.testing.Unread;
import et.po.node.view.View;
import et.po.protocol.batch.BatchLayout;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// Prints how fast each role is, one after the other on one database, and how much memory it takes.
///
/// Arguments: how many claims (100000), in messages of how many (500), and `ipfs` to have the
/// batches brought to a real IPFS node and read back from there alone.
public final class PipelineFigures implements AutoCloseable {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private final int claims;
  private final int inAMessage;
  private final TestDatabase database = new TestDatabase();
  private final Database transactions = database.database();

  /// Nothing is cleared away, so that what was published can be counted.
  private final InProcessMessaging messaging =
      new InProcessMessaging(database.source(), Unread.TOPOLOGY);

  private final Optional<RealKubo> kubo;
  private final BlockStore blocks;
  private final Pins pins;
  private final SmallRyeConfig config;
  private final TestChain chain;

  private PipelineFigures(int claims, int inAMessage, boolean ipfs, Path directory)
      throws Exception {
    PostgresBlockStore kept = new PostgresBlockStore(transactions);
    this.kubo =
        ipfs
            ? Optional.of(
                RealKubo.start(
                    directory.resolve("ipfs"), settings -> settings.withProfiles("pebbleds")))
            : Optional.empty();
    Optional<IpfsNodes> nodes = kubo.map(node -> new IpfsNodes(List.of(node.url())));
    this.blocks = nodes.<BlockStore>map(n -> new OwnBlocks(kept, n)).orElse(kept);
    this.pins =
        nodes
            .<Pins>map(n -> new NodePins(transactions, n, blocks, Duration.ZERO))
            .orElse(Pins.NONE);
    this.claims = claims;
    this.inAMessage = inAMessage;
    this.chain = new TestChain(directory);
    this.config =
        new SmallRyeConfigBuilder()
            .withMapping(BatchWriterSettings.class)
            .withMapping(BlockchainWriterSettings.class)
            .withMapping(BlockchainReaderSettings.class)
            .withMapping(BatchReaderSettings.class)
            .withMapping(StorageReaderSettings.class)
            .withDefaultValues(
                Map.of(
                    "node.batch-writer.size",
                    Integer.toString(claims),
                    "node.blockchain-reader.interval",
                    "PT0.01S"))
            .build();
  }

  public static void main(String[] arguments) throws Exception {
    int claims = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    int inAMessage = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 500;
    try (PipelineFigures figures =
        new PipelineFigures(
            claims,
            inAMessage,
            arguments.length > 2 && arguments[2].equals("ipfs"),
            Files.createTempDirectory("poet-figures"))) {
      figures.run();
    }
  }

  private void run() throws Exception {
    figure("signed and published", this::publish);
    figure(
        "storage-writer",
        new StorageWriter(BatchLayout.TREE, transactions, messaging, blocks, pins),
        () -> isThrough("storage-writer", "ClaimsAccepted"));
    figure(
        "batch-writer",
        new BatchWriter(
            config.getConfigMapping(BatchWriterSettings.class),
            transactions,
            messaging,
            blocks,
            pins),
        () -> published("BatchCreated") > 0);
    figure(
        "blockchain-writer",
        new BlockchainWriter(
            config.getConfigMapping(BlockchainWriterSettings.class),
            TestRoles.REGTEST,
            transactions,
            messaging,
            chain.bitcoin()),
        () -> !chain.waiting().isEmpty());
    chain.mine(1);
    figure(
        "blockchain-reader (%d blocks)".formatted(chain.height() + 1),
        new BlockchainReader(
            config.getConfigMapping(BlockchainReaderSettings.class),
            TestRoles.REGTEST,
            transactions,
            messaging,
            chain.bitcoin()),
        () -> published("BlockRead") == chain.height() + 1);
    kubo.ifPresent(_ -> database.execute("delete from ipfs.block"));
    figure(
        "batch-reader",
        new BatchReader(
            config.getConfigMapping(BatchReaderSettings.class), transactions, messaging, blocks),
        () -> published("BatchRead") > 0);
    figure(
        "storage-reader",
        new StorageReader(
            config.getConfigMapping(StorageReaderSettings.class), transactions, messaging, blocks),
        () ->
            database.count("select count(*) from storage_reader.file where done is not null")
                == claims);
    figure(
        "view",
        new View(() -> "POET", transactions, messaging),
        () ->
            database.count("select count(*) from view.file where verdict = 'VALID'") == claims
                && database.count("select count(*) from view.member where path is not null")
                    == claims);
    System.out.printf(
        "figure: database %d MB, outbox %d MB%n",
        database.count("select pg_database_size(current_database())") >> 20,
        database.count("select pg_total_relation_size('messaging.outbox')") >> 20);
  }

  /// A subscriber that has handled every message of a type.
  private boolean isThrough(String subscriber, String type) {
    return database.count(
            "select count(*) from messaging.outbox where type = ? and position >"
                + " (select position from messaging.subscriber where name = ?)",
            type,
            subscriber)
        == 0;
  }

  private long published(String type) {
    return database.count("select count(*) from messaging.outbox where type = ?", type);
  }

  private void publish() throws Exception {
    for (int from = 0; from < claims; from += inAMessage) {
      int first = from;
      List<AcceptedClaim> some =
          IntStream.range(first, Math.min(claims, first + inAMessage))
              .parallel()
              .mapToObj(Claims::accepted)
              .toList();
      transactions.run(transaction -> messaging.publish(transaction, new ClaimsAccepted(some)));
    }
  }

  private interface Stage {
    void run() throws Exception;
  }

  private void figure(String name, Role role, Callable<Boolean> done) throws Exception {
    figure(
        name,
        () -> {
          role.start();
          while (!done.call()) {
            LockSupport.parkNanos(PAUSE);
          }
        });
    role.stop();
  }

  private void figure(String name, Stage stage) throws Exception {
    System.gc();
    heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    long begin = System.nanoTime();
    stage.run();
    double seconds = (System.nanoTime() - begin) / 1e9;
    long peak = heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    System.out.printf(
        "figure: %s %.1f s, %.0f claims/s, peak heap %d MB%n",
        name, seconds, claims / seconds, peak >> 20);
  }

  private static List<MemoryPoolMXBean> heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  @Override
  public void close() {
    messaging.close();
    kubo.ifPresent(RealKubo::close);
    chain.close();
    database.close();
  }
}
