package et.po.benchmarks;

import et.po.node.database.Database;
import et.po.node.ipfs.IpfsNodes;
import et.po.node.ipfs.NodePins;
import et.po.node.ipfs.OwnBlocks;
import et.po.node.ipfs.PostgresBlockStore;
import et.po.postgresql.PostgresServer;
import et.po.protocol.batch.Batch;
import et.po.protocol.batch.BatchEntry;
import et.po.protocol.batch.BatchLayout;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.Sha256;
import et.po.servers.Kubo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/// Claims into a real IPFS node and back, beside the database.
final class IpfsBlocks implements Benchmark {
  private static final int CLAIMS = 10_000;
  private static final int ROUNDS = 3;
  private static final int CLAIM_SIZE = 1_800;
  private static final int AT_ONCE = 500;
  private static final String PASSWORD = "benchmark";
  private static final Bound CATCH_UP = Bound.atLeast(2000, "/s, to catch up");

  @Override
  public String name() {
    return "ipfs";
  }

  @Override
  public List<Figure> run() throws Exception {
    if (!Kubo.isFetched()) {
      throw new IllegalStateException("there is no Kubo: fetch it with ./poet tools kubo");
    }
    Path directory = Files.createTempDirectory("poet-bench-ipfs");
    int port = freePort();
    Kubo.Settings settings =
        Kubo.Settings.offline(directory.resolve("ipfs"), freePort(), freePort())
            .withProfiles("pebbleds");
    try (PostgresServer _ =
            PostgresServer.start(
                directory.resolve("postgresql"), port, PASSWORD, directory.resolve("log"));
        Kubo kubo = Kubo.start(settings)) {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/postgres");
      source.setUser(PostgresServer.USER);
      source.setPassword(PASSWORD);
      Flyway.configure().dataSource(source).load().migrate();
      return new Rounds(new Database(source), new IpfsNodes(List.of(kubo.apiUrl().toString())))
          .run();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static final class Rounds {
    private final Database database;
    private final PostgresBlockStore kept;
    private final OwnBlocks own;
    private final NodePins pins;
    private final double[] stored = new double[ROUNDS];
    private final double[] brought = new double[ROUNDS];
    private final double[] fetched = new double[ROUNDS];
    private final double[] readBack = new double[ROUNDS];
    private final double[] readFromDatabase = new double[ROUNDS];

    Rounds(Database database, IpfsNodes nodes) {
      this.database = database;
      this.kept = new PostgresBlockStore(database);
      this.own = new OwnBlocks(kept, nodes);
      this.pins = new NodePins(database, nodes, own, Duration.ZERO);
    }

    List<Figure> run() throws SQLException {
      // The first round warms up.
      for (int round = -1; round < ROUNDS; round++) {
        round(round, new Random(round));
      }
      return List.of(
          Figure.unbound("ipfs, claims into the database", Samples.of(stored), "/s"),
          Figure.unbound("ipfs, claims to Kubo, pinned", Samples.of(brought), "/s"),
          Figure.unbound("ipfs, claim files from Kubo", Samples.of(fetched), "/s"),
          Figure.of("ipfs, claims of a batch from Kubo", Samples.of(readBack), "/s", CATCH_UP),
          Figure.unbound(
              "ipfs, claim files from the database", Samples.of(readFromDatabase), "/s"));
    }

    private void round(int round, Random random) throws SQLException {
      List<Block> claims = new ArrayList<>();
      List<BatchEntry> entries = new ArrayList<>();
      for (int i = 0; i < CLAIMS; i++) {
        byte[] data = new byte[CLAIM_SIZE];
        random.nextBytes(data);
        claims.add(Block.raw(data));
        entries.add(
            new BatchEntry(
                claims.getLast().cid(), CLAIM_SIZE, Optional.of(Sha256.of(data, new byte[1]))));
      }
      Batch batch = BatchLayout.TREE.build(entries);
      double storing = perSecond(() -> store(claims));
      kept.store(batch.directories());
      double bringing = perSecond(() -> pins.require(batch.root()));
      forget();
      double fetching = perSecond(() -> fetch(claims));
      double readingBack = perSecond(() -> own.prefetch(batch.root()));
      double reading = perSecond(() -> fetch(claims));
      forget();
      if (round >= 0) {
        stored[round] = storing;
        brought[round] = bringing;
        fetched[round] = fetching;
        readBack[round] = readingBack;
        readFromDatabase[round] = reading;
      }
    }

    private void store(List<Block> claims) {
      for (int from = 0; from < CLAIMS; from += AT_ONCE) {
        kept.store(claims.subList(from, from + AT_ONCE));
      }
    }

    private void fetch(List<Block> claims) {
      List<Cid> cids = claims.stream().map(Block::cid).toList();
      for (int from = 0; from < CLAIMS; from += AT_ONCE) {
        if (own.fetchAll(cids.subList(from, from + AT_ONCE)).size() != AT_ONCE) {
          throw new IllegalStateException("blocks were lost");
        }
      }
    }

    private void forget() throws SQLException {
      database.run(transaction -> {
        try (var statement = transaction.createStatement()) {
          statement.execute("truncate ipfs.block");
        }
      });
    }

    private static double perSecond(Runnable work) {
      long start = System.nanoTime();
      work.run();
      return CLAIMS * 1e9 / (System.nanoTime() - start);
    }
  }
}
