package et.po.node.testing;

import et.po.node.Role;
import et.po.node.batchreader.BatchReader;
import et.po.node.batchreader.BatchReaderSettings;
import et.po.node.batchwriter.BatchWriter;
import et.po.node.batchwriter.BatchWriterSettings;
import et.po.node.bitcoin.ChainCheck;
import et.po.node.bitcoin.Network;
import et.po.node.blockchainreader.BlockchainReader;
import et.po.node.blockchainreader.BlockchainReaderSettings;
import et.po.node.blockchainwriter.BlockchainWriter;
import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.node.ipfs.BlockStore;
import et.po.node.ipfs.GatewaySource;
import et.po.node.ipfs.LayeredBlockStore;
import et.po.node.ipfs.Pins;
import et.po.node.ipfs.PostgresBlockStore;
import et.po.node.messages.Message;
import et.po.node.messaging.InProcessMessaging;
import et.po.node.messaging.OutboxContents;
import et.po.node.storagereader.StorageReader;
import et.po.node.storagereader.StorageReaderSettings;
import et.po.node.storagewriter.StorageWriter;
import et.po.node.view.View;
import et.po.protocol.batch.BatchLayout;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Roles on one database, without HTTP and without a container; nothing is cleared from the outbox.
public final class TestRoles implements AutoCloseable {
  private static final Duration RETRY = Duration.ofMillis(50);

  /// On regtest a block is never too old.
  public static final ChainCheck REGTEST =
      new ChainCheck(Network.REGTEST, Duration.ZERO, InstantSource.system());

  private record Batching(int layout, int size) implements BatchWriterSettings {
    @Override
    public Duration interval() {
      return Duration.ofMillis(100);
    }
  }

  private record Following() implements BlockchainReaderSettings {
    @Override
    public int startHeight() {
      return 0;
    }

    @Override
    public Duration interval() {
      return RETRY;
    }
  }

  private record ReadingBatches() implements BatchReaderSettings {
    @Override
    public String prefix() {
      return "POET";
    }

    @Override
    public Duration retry() {
      return RETRY;
    }

    @Override
    public Duration longestRetry() {
      return RETRY;
    }
  }

  private record ReadingFiles() implements StorageReaderSettings {
    @Override
    public Duration retry() {
      return RETRY;
    }

    @Override
    public Duration longestRetry() {
      return RETRY;
    }

    @Override
    public long largestClaim() {
      return 1024 * 1024;
    }
  }

  private final DataSource source;
  private final Database database;
  private final InProcessMessaging messaging;
  private final BlockStore blocks;
  private final Pins pins;
  private final List<Role> running = new ArrayList<>();

  public TestRoles(DataSource source) {
    this(source, new PostgresBlockStore(new Database(source)), Pins.NONE);
  }

  /// @param blocks what this operator has
  public TestRoles(DataSource source, BlockStore blocks, Pins pins) {
    this.source = source;
    this.database = new Database(source);
    this.messaging = new InProcessMessaging(source, Unread.TOPOLOGY);
    this.blocks = blocks;
    this.pins = pins;
  }

  public BlockStore blocks() {
    return blocks;
  }

  public void startWriters(TestChain chain, BatchLayout layout, int batchSize) {
    start(new StorageWriter(layout, database, messaging, blocks, pins));
    start(
        new BatchWriter(
            new Batching(layout.version(), batchSize), database, messaging, blocks, pins));
    start(
        new BlockchainWriter(new WriterSettings(), REGTEST, database, messaging, chain.bitcoin()));
    start(new BlockchainReader(new Following(), REGTEST, database, messaging, chain.bitcoin()));
  }

  public void startReaders() {
    start(new BatchReader(new ReadingBatches(), database, messaging, blocks));
    start(new StorageReader(new ReadingFiles(), database, messaging, blocks));
    start(new View(() -> "POET", database, messaging));
  }

  /// A node that writes nothing: it knows the chain, and others' gateways.
  public void startFollower(TestChain chain, List<URI> gateways) {
    BlockStore all = new LayeredBlockStore(blocks, new GatewaySource(gateways));
    start(new BlockchainReader(new Following(), REGTEST, database, messaging, chain.bitcoin()));
    start(new BatchReader(new ReadingBatches(), database, messaging, all));
    start(new StorageReader(new ReadingFiles(), database, messaging, all));
    start(new View(() -> "POET", database, messaging));
  }

  private void start(Role role) {
    role.start();
    running.add(role);
  }

  public void publish(Message message) throws SQLException {
    database.run(transaction -> messaging.publish(transaction, message));
  }

  public <T extends Message> List<T> published(Class<T> type) throws SQLException {
    return OutboxContents.of(source, type);
  }

  /// The texts in the first column.
  public List<String> ask(String sql, @Nullable Object... values) throws SQLException {
    return database.inTransaction(
        transaction -> Sql.list(transaction, row -> String.valueOf(row.getString(1)), sql, values));
  }

  /// Dead letters, and problems of roles: nothing, when all is well.
  public String problems() throws SQLException {
    List<String> problems = new ArrayList<>();
    messaging.deadLetters().forEach((role, count) -> problems.add(role + " has " + count));
    running.forEach(role -> role.problem().ifPresent(problems::add));
    return String.join("; ", problems);
  }

  @Override
  public void close() {
    running.reversed().forEach(Role::stop);
    messaging.close();
  }
}
