package et.po.node;

import et.po.node.api.Api;
import et.po.node.api.Gateway;
import et.po.node.api.StoredFiles;
import et.po.node.batchreader.BatchReader;
import et.po.node.batchreader.BatchReaderSettings;
import et.po.node.batchwriter.BatchWriter;
import et.po.node.batchwriter.BatchWriterSettings;
import et.po.node.bitcoin.ChainCheck;
import et.po.node.bitcoin.CoreRpc;
import et.po.node.bitcoin.Network;
import et.po.node.blockchainreader.BlockchainReader;
import et.po.node.blockchainreader.BlockchainReaderSettings;
import et.po.node.blockchainwriter.BlockchainWriter;
import et.po.node.blockchainwriter.BlockchainWriterSettings;
import et.po.node.database.Database;
import et.po.node.health.Health;
import et.po.node.health.HealthSettings;
import et.po.node.ipfs.BlockStore;
import et.po.node.ipfs.Pins;
import et.po.node.messaging.InProcessMessaging;
import et.po.node.messaging.Messaging;
import et.po.node.messaging.RabbitAddress;
import et.po.node.messaging.RabbitMessaging;
import et.po.node.proofs.Proofs;
import et.po.node.status.NodeStatus;
import et.po.node.status.ServiceRecords;
import et.po.node.storagereader.StorageReader;
import et.po.node.storagereader.StorageReaderSettings;
import et.po.node.storagewriter.StorageWriter;
import et.po.node.tasks.RepeatedTask;
import et.po.node.view.View;
import et.po.node.view.ViewSettings;
import et.po.node.works.Graph;
import et.po.node.works.Works;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/// The composition root: builds every part once, starts the roles and stops them. Building does no
/// I/O.
@ApplicationScoped
public class Node {
  private static final Logger LOG = Logger.getLogger(Node.class);
  private static final Duration DATABASE_RETRY = Duration.ofSeconds(1);
  private static final int CANNOT_START = 3;

  /// Well below the half minute that most supervisors wait before they kill.
  private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

  private final Database database;
  private final Messaging messaging;
  private final BlockStore ownBlocks;
  private final BlockStore allBlocks;
  private final Pins pins;
  private final Api api;
  private final Roles roles;
  private final BitcoinMetrics bitcoinMetrics;
  private final BatchMetrics batchMetrics;
  private final RepeatedTask start;
  private final NodeSettings settings;

  public Node(
      NodeSettings settings,
      BatchWriterSettings batchWriter,
      BlockchainWriterSettings blockchainWriter,
      BlockchainReaderSettings blockchainReader,
      BatchReaderSettings batchReader,
      StorageReaderSettings storageReader,
      ViewSettings view,
      HealthSettings health,
      DataSource source) {
    this.settings = settings;
    this.database = new Database(source);
    this.messaging = messaging(settings, source);
    BlockStores stores = BlockStores.of(settings.ipfs(), database);
    this.ownBlocks = stores.own();
    this.allBlocks = stores.all();
    this.pins = stores.pins();
    CoreRpc bitcoin = new CoreRpc(settings.bitcoin().url());
    ChainCheck check =
        new ChainCheck(
            Network.named(settings.network()),
            settings.bitcoin().oldestTip(),
            InstantSource.system());
    BlockchainWriter writer =
        new BlockchainWriter(blockchainWriter, check, database, messaging, bitcoin);
    BlockchainReader reader =
        new BlockchainReader(blockchainReader, check, database, messaging, bitcoin);
    BatchWriter batches = new BatchWriter(batchWriter, database, messaging, stores.mended(), pins);
    this.api = new Api(InstantSource.system(), database, messaging);
    this.roles =
        new Roles(
            List.of(
                api,
                new StorageWriter(
                    BatchWriter.layout(batchWriter), database, messaging, ownBlocks, pins),
                batches,
                writer,
                reader,
                new BatchReader(batchReader, database, messaging, allBlocks),
                new StorageReader(storageReader, database, messaging, allBlocks),
                new View(view, database, messaging),
                new Health(health, database, ownBlocks, bitcoin)),
            settings.roles());
    this.batchMetrics = new BatchMetrics(roles, batches);
    this.bitcoinMetrics = new BitcoinMetrics(roles, writer, reader);
    this.start = new RepeatedTask("start", DATABASE_RETRY, this::startOnceDatabaseIsReady);
  }

  private static Messaging messaging(NodeSettings settings, DataSource source) {
    NodeSettings.Rabbitmq rabbit = settings.rabbitmq();
    String prefix =
        rabbit
            .prefix()
            .orElseGet(() -> RabbitAddress.prefix(settings.network(), settings.prefix()));
    return rabbit
        .url()
        .<Messaging>map(url ->
            new RabbitMessaging(
                source, Subscribers.ALL, new RabbitAddress(url, prefix, rabbit.kept())))
        .orElseGet(() -> new InProcessMessaging(source, Subscribers.ALL));
  }

  void onStart(@Observes StartupEvent event) {
    start.start();
  }

  /// The database may come later than the node; a schema that is too old does not mend itself.
  private boolean startOnceDatabaseIsReady() {
    if (roles.problem().isEmpty()) {
      return false;
    }
    try {
      if (Migration.isDone(database)) {
        messaging.start();
        roles.start();
      } else {
        LOG.error(
            "The database's schema is older than this node: run it with the argument migrate first.");
        roles.wait("the database's schema is older than this node; migrate it first");
        Quarkus.asyncExit(CANNOT_START);
      }
    } catch (SQLException e) {
      LOG.warnf("The node waits for its database: %s", e.getMessage());
      roles.wait("the database cannot be reached: " + e.getMessage());
    }
    return false;
  }

  void onStop(@Observes ShutdownEvent event) {
    start.stop();
    roles.stop(LONGEST_STOP);
    Endings.await(Map.of("messaging", messaging::close), LONGEST_STOP);
  }

  @Produces
  @Singleton
  Api api() {
    return api;
  }

  @Produces
  @Singleton
  Roles roles() {
    return roles;
  }

  @Produces
  @Singleton
  NodeStatus.Source status() {
    String version =
        ConfigProvider.getConfig().getValue("quarkus.application.version", String.class);
    return () ->
        new NodeStatus(
            version,
            settings.network(),
            settings.prefix(),
            roles.remarks(),
            messaging.deadLetters());
  }

  @Produces
  @Singleton
  MeterBinder bitcoinMetrics() {
    return bitcoinMetrics;
  }

  @Produces
  @Singleton
  BatchMetrics batchMetrics() {
    return batchMetrics;
  }

  @Produces
  @Singleton
  MessagingMetrics messagingMetrics() {
    return new MessagingMetrics(messaging);
  }

  @Produces
  @Singleton
  Works works() {
    return new Works(database, InstantSource.system());
  }

  @Produces
  @Singleton
  Graph graph() {
    return new Graph(database);
  }

  @Produces
  @Singleton
  ServiceRecords serviceRecords() {
    return new ServiceRecords(database);
  }

  /// Proofs may need directories of batches that others wrote.
  @Produces
  @Singleton
  Proofs proofs() {
    return new Proofs(allBlocks);
  }

  @Produces
  @Singleton
  BlockStore blocks() {
    return allBlocks;
  }

  @Produces
  @Singleton
  Gateway gateway() {
    return new Gateway(ownBlocks);
  }

  @Produces
  @Singleton
  StoredFiles files() {
    return new StoredFiles(database, ownBlocks, pins);
  }
}
