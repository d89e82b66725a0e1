package et.po.node.ipfs;

import static et.po.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import et.po.node.testing.TestDatabase;
import et.po.protocol.ipfs.Block;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A node that does not take one root is brought those behind it.
class RefusedRootTest {
  private static final Block REFUSED = Block.raw("refused".getBytes(StandardCharsets.UTF_8));
  private static final Block GOOD = Block.raw("good".getBytes(StandardCharsets.UTF_8));

  private final TestDatabase database = new TestDatabase();
  private final PostgresBlockStore blocks = new PostgresBlockStore(database.database());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile boolean refuses = true;
  private HttpServer http;

  @BeforeEach
  void start() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(threads);
    http.createContext("/api/v0/id", exchange -> say(exchange, 200, "{\"ID\":\"somebody\"}"));
    http.createContext("/api/v0/pin/ls", exchange -> say(exchange, 200, ""));
    http.createContext("/api/v0/dag/import", this::take);
    http.start();
  }

  @AfterEach
  void close() {
    http.stop(0);
    threads.shutdownNow();
    database.close();
  }

  private static void say(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void take(HttpExchange exchange) throws IOException {
    String car = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
    if (refuses && car.contains("refused")) {
      say(exchange, 413, "");
    } else {
      say(exchange, 200, "{\"Root\":{\"PinErrorMsg\":\"\"}}\n{\"Stats\":{\"BlockCount\":1}}\n");
    }
  }

  private void lack(Block block) {
    blocks.store(List.of(block));
    database.execute("insert into ipfs.root (cid) values (?)", block.cid().toString());
  }

  @Test
  void rootThatIsAlwaysRefused_holdsUpNoOther_andIsSaid() throws Exception {
    lack(REFUSED);
    lack(GOOD);
    database.execute("update ipfs.root set added = now() - interval '1 hour'");
    String url = "http://127.0.0.1:" + http.getAddress().getPort();
    database.execute("insert into ipfs.node values (?)", url);
    database.execute(
        "insert into ipfs.lack (node, cid, since)"
            + " values (?, ?, now() - interval '1 hour'), (?, ?, now())",
        url,
        REFUSED.cid().toString(),
        url,
        GOOD.cid().toString());
    // One that is away would not be asked again in this test.
    IpfsNodes nodes =
        new IpfsNodes(List.of(url), Duration.ofMinutes(1), Duration.ofHours(1), Clock.systemUTC());
    NodePins pins = new NodePins(database.database(), nodes, blocks, Duration.ZERO);
    pins.start();
    try {
      eventually(
          "the one behind it",
          () ->
              database
                  .column("select cid from ipfs.lack")
                  .equals(List.of(REFUSED.cid().toString())));
      eventually("that it is said", () -> pins.remark().isPresent());
      assertTrue(pins.remark().orElseThrow().contains("refuses " + REFUSED.cid()));
      refuses = false;
      eventually("all", () -> database.count("select count(*) from ipfs.lack") == 0);
      eventually("nothing more to say", () -> pins.remark().equals(Optional.empty()));
      assertEquals(Optional.empty(), pins.problem());
    } finally {
      pins.stop();
    }
  }
}
