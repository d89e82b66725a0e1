package et.po.node.ipfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import et.po.node.messaging.TryLaterException;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a node says of one block, and what it says of itself.
class KuboAnswersTest {
  /// A node that once is away rests for the whole test.
  private static final Duration REST = Duration.ofHours(1);

  private static final Duration LONGEST_TEST = Duration.ofSeconds(60);
  private static final Block GOOD = Block.raw("good".getBytes(StandardCharsets.UTF_8));
  private static final Cid OTHER = Block.raw("other".getBytes(StandardCharsets.UTF_8)).cid();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private HttpServer http;

  @BeforeEach
  void start() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(threads);
    http.start();
  }

  @AfterEach
  void stop() {
    closed.countDown();
    http.stop(0);
    threads.shutdownNow();
  }

  private KuboRpc node(Duration patience) {
    return new KuboRpc(
        "http://127.0.0.1:" + http.getAddress().getPort(), patience, REST, Clock.systemUTC());
  }

  private static void say(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /// The good block, and this about every other.
  private void saysOfOthers(int status, byte[] body) {
    http.createContext(
        "/api/v0/block/get",
        exchange -> {
          boolean good = exchange.getRequestURI().getQuery().contains(GOOD.cid().toString());
          say(exchange, good ? 200 : status, good ? GOOD.data() : body);
        });
  }

  private void assertOnlyTheOtherIsNotHad() {
    KuboRpc node = node(LONGEST_TEST);
    assertEquals(Optional.empty(), node.ownBlock(OTHER));
    assertEquals(Optional.empty(), node.anyBlock(OTHER, Duration.ofSeconds(1)));
    assertArrayEquals(GOOD.data(), node.ownBlock(GOOD.cid()).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ipld: could not find it",
        "block was not found locally (offline)",
        "context deadline exceeded",
        "it is blocked and cannot be provided",
        "failed to read the block: input/output error"
      })
  void whateverIsSaidOfABlock_itIsNotHad_andTheNextIs(String message) {
    saysOfOthers(
        500,
        ("{\"Message\":\"" + message + "\",\"Code\":0,\"Type\":\"error\"}")
            .getBytes(StandardCharsets.UTF_8));
    assertOnlyTheOtherIsNotHad();
  }

  @ParameterizedTest
  @ValueSource(ints = {2 * 1024 * 1024 + 1, 3 * 1024 * 1024})
  void blockThatIsTooLarge_isNotHad_andTheNextIs(int size) {
    saysOfOthers(200, new byte[size]);
    assertOnlyTheOtherIsNotHad();
  }

  @Test
  void largestBlock_isHad() {
    saysOfOthers(200, new byte[2 * 1024 * 1024]);
    assertEquals(2 * 1024 * 1024, node(LONGEST_TEST).ownBlock(OTHER).orElseThrow().length);
  }

  /// Not the node, but somebody before it, or the node of its caller.
  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 500, 502, 503})
  void nodeThatIsNotReached_isAway(int status) {
    saysOfOthers(status, "something is wrong".getBytes(StandardCharsets.UTF_8));
    KuboRpc node = node(LONGEST_TEST);
    assertThrows(TryLaterException.class, () -> node.ownBlock(OTHER));
    assertThrows(TryLaterException.class, () -> node.ownBlock(GOOD.cid()), "it rests");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 500, 502})
  void rootThatIsRefused_saysNothingOfTheNode(int status) {
    saysOfOthers(200, new byte[1]);
    http.createContext(
        "/api/v0/dag/import",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          say(exchange, status, "it is too large".getBytes(StandardCharsets.UTF_8));
        });
    KuboRpc node = node(LONGEST_TEST);
    assertThrows(RefusedException.class, () -> node.bring(GOOD.cid(), List.of(GOOD), true));

    assertArrayEquals(GOOD.data(), node.ownBlock(GOOD.cid()).orElseThrow());
  }

  @Test
  void pins_areTold() {
    http.createContext(
        "/api/v0/pin/ls",
        exchange ->
            say(
                exchange,
                200,
                ("{\"Cid\":\"%s\",\"Type\":\"recursive\"}\n{\"Cid\":\"%s\"}\n"
                        .formatted(GOOD.cid(), OTHER))
                    .getBytes(StandardCharsets.UTF_8)));
    List<Cid> pins = new ArrayList<>();
    node(LONGEST_TEST).pins(0, pins::addAll);
    assertEquals(List.of(GOOD.cid(), OTHER), pins);
  }

  @Test
  void pins_ofANodeThatFallsSilent_end() {
    http.createContext(
        "/api/v0/pin/ls",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream body = exchange.getResponseBody();
          body.write("{\"Cid\":\"%s\"}\n".formatted(GOOD.cid()).getBytes(StandardCharsets.UTF_8));
          body.flush();
          awaitClosing();
        });
    KuboRpc node = node(Duration.ofSeconds(2));
    TryLaterException away =
        assertTimeoutPreemptively(
            LONGEST_TEST, () -> assertThrows(TryLaterException.class, () -> node.pins(0, _ -> {})));
    assertTrue(String.valueOf(away.getMessage()).contains("is away"), away.getMessage());
  }

  @Test
  void pins_withoutEnd_end() {
    http.createContext(
        "/api/v0/pin/ls",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] line =
              "{\"Cid\":\"%s\"}\n".formatted("x".repeat(10_000)).getBytes(StandardCharsets.UTF_8);
          while (closed.getCount() > 0) {
            exchange.getResponseBody().write(line);
          }
        });
    KuboRpc node = node(LONGEST_TEST);
    assertTimeoutPreemptively(
        LONGEST_TEST, () -> assertThrows(TryLaterException.class, () -> node.pins(0, _ -> {})));
  }

  /// Over 64 MiB are well where so many are ours.
  @Test
  void pins_ofWhomKeepsMuchForUs_areTold() {
    byte[] line =
        "{\"Cid\":\"%s\",\"Name\":\"%s\"}\n"
            .formatted(GOOD.cid(), "x".repeat(100_000))
            .getBytes(StandardCharsets.UTF_8);
    http.createContext(
        "/api/v0/pin/ls",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 700; i++) {
            exchange.getResponseBody().write(line);
          }
          exchange.close();
        });
    KuboRpc node = node(LONGEST_TEST);
    AtomicInteger pins = new AtomicInteger();
    node.pins(1_000_000, page -> pins.addAndGet(page.size()));
    assertEquals(700, pins.get());
    TryLaterException away = assertThrows(TryLaterException.class, () -> node.pins(0, _ -> {}));
    assertTrue(String.valueOf(away.getMessage()).contains("is over"), away.getMessage());
  }

  private void awaitClosing() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
