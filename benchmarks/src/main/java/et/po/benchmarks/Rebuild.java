package et.po.benchmarks;

import et.po.node.database.Database;
import et.po.node.ipfs.IpfsNodes;
import et.po.postgresql.Directory;
import et.po.postgresql.PostgresServer;
import et.po.servers.Bitcoind;
import et.po.servers.Kubo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/// A node with an empty database catches up with a chain whose batches are on an IPFS node: real
/// PostgreSQL, Kubo, Bitcoin daemon and node, all on this machine's cores at once.
final class Rebuild implements Benchmark {
  private static final int CLAIMS = 120_000;
  private static final int CLAIMS_IN_A_BATCH = 5_000;
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
  private static final String PASSWORD = "benchmark";

  @Override
  public String name() {
    return "rebuild";
  }

  @Override
  public List<Figure> run() throws Exception {
    if (!Kubo.isFetched() || !Bitcoind.isFetched()) {
      throw new IllegalStateException(
          "there is no Kubo or Bitcoin daemon: fetch them with ./poet tools kubo bitcoind");
    }
    Path directory = Files.createTempDirectory("poet-bench-rebuild");
    int port = freePort();
    try (PostgresServer _ =
            PostgresServer.start(
                directory.resolve("postgresql"), port, PASSWORD, directory.resolve("log"));
        Kubo kubo =
            Kubo.start(
                Kubo.Settings.offline(directory.resolve("ipfs"), freePort(), freePort())
                    .withProfiles("pebbleds"));
        Bitcoind bitcoind =
            Bitcoind.start(
                new Bitcoind.Settings(
                    directory.resolve("bitcoin"), freePort(), "bench", PASSWORD, List.of()))) {
      write(source(port, "postgres"), kubo, bitcoind);
      Map<String, String> environment = environment(port, kubo, bitcoind);
      return catchUp(environment, source(port, "empty"), directory.resolve("node.log"));
    } finally {
      Directory.delete(directory);
    }
  }

  private static void write(PGSimpleDataSource source, Kubo kubo, Bitcoind bitcoind)
      throws SQLException {
    Flyway.configure().dataSource(source).load().migrate();
    try (Connection connection = source.getConnection()) {
      connection.createStatement().execute("create database empty");
    }
    AnchoredClaims writer =
        new AnchoredClaims(
            new Database(source), new IpfsNodes(List.of(kubo.apiUrl().toString())), bitcoind);
    writer.prepare();
    say("Anchoring %d claims.", CLAIMS);
    List<byte[]> claims = SampleClaims.of(CLAIMS).files();
    for (int from = 0; from < CLAIMS; from += CLAIMS_IN_A_BATCH) {
      writer.anchor(claims.subList(from, from + CLAIMS_IN_A_BATCH));
    }
  }

  private static Map<String, String> environment(int postgresql, Kubo kubo, Bitcoind bitcoind)
      throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("NODE_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + postgresql + "/empty");
    environment.put("NODE_DATABASE_USER", PostgresServer.USER);
    environment.put("NODE_DATABASE_PASSWORD", PASSWORD);
    environment.put("NODE_BITCOIN_URL", bitcoind.url().toString());
    environment.put("NODE_IPFS_URLS", kubo.apiUrl().toString());
    environment.put("NODE_HOST", "127.0.0.1");
    environment.put("NODE_PORT", Integer.toString(freePort()));
    environment.put("NODE_MANAGEMENT_PORT", Integer.toString(freePort()));
    environment.put("NODE_LOG_FORMAT", "text");
    environment.put("NODE_ROLES", "api,blockchain-reader,batch-reader,storage-reader,view");
    return environment;
  }

  private static List<Figure> catchUp(
      Map<String, String> environment, PGSimpleDataSource source, Path log) throws Exception {
    say("An empty node catches up.");
    double before = CoreTime.ofDescendants();
    try (EmptyNode node = EmptyNode.start(environment, log)) {
      Stages stages = new Stages(new Database(source), CLAIMS);
      long end = System.nanoTime() + LONGEST.toNanos();
      long nextLine = System.nanoTime() + BETWEEN_LINES.toNanos();
      while (!stages.look()) {
        node.requireAlive();
        if (System.nanoTime() > nextLine) {
          nextLine += BETWEEN_LINES.toNanos();
          say("%s", stages.line());
        }
        if (System.nanoTime() > end) {
          throw new IllegalStateException("not caught up after " + LONGEST + ":" + stages.line());
        }
        TimeUnit.MILLISECONDS.sleep(500);
      }
      say("%s", stages.line());
      List<Figure> figures = new ArrayList<>(stages.figures());
      figures.add(
          Figure.unbound(
              "rebuild, two cores' time alone",
              Samples.of(2 * CLAIMS / (CoreTime.ofDescendants() - before)),
              "claims/s"));
      figures.add(
          Figure.unbound("rebuild, node memory at most", Samples.of(node.peakMegabytes()), "MiB"));
      return figures;
    }
  }

  private static PGSimpleDataSource source(int port, String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/" + database);
    source.setUser(PostgresServer.USER);
    source.setPassword(PASSWORD);
    return source;
  }

  private static void say(String text, Object... values) {
    System.err.println(text.formatted(values));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
