package et.po.node.bitcoin;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import et.po.node.messaging.TryLaterException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes of a Bitcoin node that does not answer as one.
class CoreRpcTest {
  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private HttpServer server;
  private volatile Answer answer = exchange -> send(exchange, 500, "");

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(calls);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            answer.to(exchange);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    closed.countDown();
    server.stop(0);
    calls.shutdownNow();
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private CoreRpc bitcoin() {
    String url = "http://us%40er:p%3Ass@127.0.0.1:" + server.getAddress().getPort();
    return new CoreRpc(URI.create(url), Duration.ofMillis(500));
  }

  private TryLaterException assertTipIsTriedLater() {
    TryLaterException problem = assertThrows(TryLaterException.class, () -> bitcoin().tip());
    assertFalse(problem.toString().contains("p:ss"), problem.toString());
    return problem;
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 403, 404, 500, 503})
  void emptyAnswer_isNoAnswer(int status) {
    answer = exchange -> send(exchange, status, "");

    assertTipIsTriedLater();
    // Not that there is no block: the reader would take that for a reorganisation.
    assertThrows(TryLaterException.class, () -> bitcoin().hashAt(1));
    assertThrows(TryLaterException.class, () -> bitcoin().coins(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Work queue depth exceeded",
        "<html>gateway</html>",
        "[]",
        "7",
        "null",
        "{}",
        "{\"error\":null}",
        "{\"result\":null,\"error\":null}",
        "{\"result\":7,\"error\":null}",
        "{\"result\":\"zz\",\"error\":null}",
        "{\"result\":{\"blocks\":\"5\"},\"error\":null}"
      })
  void nonsense_isNoAnswer(String body) {
    answer = exchange -> send(exchange, 200, body);

    assertTipIsTriedLater();
    assertThrows(TryLaterException.class, () -> bitcoin().hashAt(1));
  }

  @Test
  void nodeThatStarts_refusesNothing() {
    answer =
        exchange ->
            send(
                exchange,
                500,
                "{\"result\":null,\"error\":{\"code\":-28,\"message\":\"Loading\"}}");

    assertTipIsTriedLater();
    assertThrows(TryLaterException.class, () -> bitcoin().send(transaction()));
  }

  /// The smallest thing that reads as a transaction: one input, one output, empty scripts.
  private static byte[] transaction() {
    byte[] bytes = new byte[60];
    bytes[0] = 1;
    bytes[4] = 1;
    bytes[46] = 1;
    return bytes;
  }

  @Test
  void wrongPassword_isSaid() {
    answer = exchange -> send(exchange, 401, "");

    TryLaterException problem = assertTipIsTriedLater();
    assertTrue(problem.toString().contains("user and password"), problem.toString());
  }

  @Test
  void silence_ends() {
    answer = _ -> await();

    assertTipIsTriedLater();
  }

  @Test
  void drippingBody_ends() {
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          await();
        };

    assertTipIsTriedLater();
  }

  @Test
  void endlessBody_ends() {
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] some = new byte[65536];
          while (closed.getCount() > 0) {
            exchange.getResponseBody().write(some);
          }
        };

    assertTipIsTriedLater();
  }

  @Test
  void nobodyThere_isTriedLater() {
    server.stop(0);

    assertTipIsTriedLater();
  }

  @Test
  void lockedWallet_isSaid() {
    answer =
        exchange ->
            send(
                exchange,
                500,
                "{\"result\":null,\"error\":{\"code\":-13,\"message\":\"enter the passphrase\"}}");
    var coin = new BitcoinNode.Coin("00".repeat(32), 0, 1000, 1, BitcoinNode.Unconfirmed.NONE);

    TryLaterException problem =
        assertThrows(
            TryLaterException.class, () -> bitcoin().sign(coin, new byte[1], "address", 100));
    assertTrue(problem.toString().contains("passphrase"), problem.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://user:secret@host", "ftp://user:secret@host:1", "mailto:secret", "secret"})
  void addressOfAnotherForm_isRefusedWithoutRepeatingIt(String url) {
    IllegalArgumentException problem =
        assertThrows(IllegalArgumentException.class, () -> new CoreRpc(URI.create(url)));
    assertFalse(problem.toString().contains("secret"), problem.toString());
  }

  private void await() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
