package et.po.node.ipfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import et.po.node.database.Sql;
import et.po.node.testing.TestDatabase;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.Sha256;
import et.po.testkit.TestPostgres;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/// What years of uploads and batches leave: a process with little memory keeps their pins.
class ManyPinsTest {
  private static final int ROOTS = 150_000;
  private static final int AT_ONCE = 10_000;

  /// What a process needs without any root, and less than a hundred bytes for each.
  private static final String MEMORY = "-Xmx32m";

  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final TestDatabase database = new TestDatabase();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer node;

  @BeforeEach
  void start() throws IOException {
    node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    node.setExecutor(threads);
    node.createContext(
        "/api/v0/id",
        exchange -> say(exchange, "{\"ID\":\"somebody\"}".getBytes(StandardCharsets.UTF_8)));
    node.createContext("/api/v0/pin/ls", ManyPinsTest::tellPins);
    node.start();
  }

  @AfterEach
  void close() {
    node.stop(0);
    threads.shutdownNow();
    database.close();
  }

  private String url() {
    return "http://127.0.0.1:" + node.getAddress().getPort();
  }

  private static void say(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /// All but the first.
  private static void tellPins(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = new BufferedOutputStream(exchange.getResponseBody())) {
      for (int number = 1; number < ROOTS; number++) {
        body.write(
            "{\"Cid\":\"%s\",\"Type\":\"recursive\"}\n"
                .formatted(root(number))
                .getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static Cid root(int number) {
    return Cid.raw(Sha256.of(Integer.toString(number).getBytes(StandardCharsets.UTF_8)));
  }

  private void keepAll() throws Exception {
    for (int from = 0; from < ROOTS; from += AT_ONCE) {
      List<String> some =
          IntStream.range(from, from + AT_ONCE).mapToObj(n -> root(n).toString()).toList();
      database
          .database()
          .run(transaction ->
              Sql.update(
                  transaction,
                  "insert into ipfs.root (cid) select * from unnest(?)",
                  Sql.array("text", some)));
    }
    database.execute("insert into ipfs.node values (?)", url());
  }

  private Process startKeeping() throws IOException {
    PGSimpleDataSource at = database.plain();
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            MEMORY,
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            System.getProperty("java.class.path"),
            ManyPins.class.getName(),
            at.getURL(),
            String.valueOf(at.getUser()),
            TestPostgres.PASSWORD,
            url())
        .inheritIO()
        .redirectInput(ProcessBuilder.Redirect.PIPE)
        .start();
  }

  private boolean isNothingLacked() {
    return database.count("select count(*) from ipfs.lack") == 0;
  }

  @Test
  void comparison_ofManyRoots_needsLittleMemory() throws Exception {
    keepAll();
    Process process = startKeeping();
    try {
      Instant end = Instant.now().plus(LONGEST);
      while (process.isAlive() && isNothingLacked() && Instant.now().isBefore(end)) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      assertTrue(process.isAlive(), "it ended for want of memory");
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertEquals(List.of(root(0).toString()), database.column("select cid from ipfs.lack"));
  }
}
