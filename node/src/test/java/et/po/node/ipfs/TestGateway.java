package et.po.node.ipfs;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Somebody else's gateway, which may lie, send too much, or fall silent.
final class TestGateway implements AutoCloseable {
  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, byte[]> blocks = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean silent;
  private volatile boolean endless;

  TestGateway() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(threads);
    http.createContext(
        "/ipfs/",
        exchange -> {
          asked.incrementAndGet();
          byte[] block =
              blocks.get(exchange.getRequestURI().getPath().substring("/ipfs/".length()));
          try (exchange) {
            if (silent) {
              // The head comes, the body does not.
              exchange.sendResponseHeaders(200, 10);
              exchange.getResponseBody().flush();
              awaitClosing();
            } else if (endless) {
              exchange.sendResponseHeaders(200, 0);
              pour(exchange.getResponseBody());
            } else if (block == null) {
              exchange.sendResponseHeaders(404, -1);
            } else {
              exchange.sendResponseHeaders(200, block.length);
              exchange.getResponseBody().write(block);
            }
          }
        });
    http.start();
  }

  private void awaitClosing() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends when the other side hangs up.
  private static void pour(OutputStream body) throws IOException {
    byte[] some = new byte[64 * 1024];
    while (true) {
      body.write(some);
    }
  }

  void has(String cid, byte[] data) {
    blocks.put(cid, data);
  }

  void fallSilent() {
    silent = true;
  }

  void neverEnd() {
    endless = true;
  }

  int asked() {
    return asked.get();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
  }

  @Override
  public void close() {
    closed.countDown();
    http.stop(0);
    threads.shutdownNow();
  }
}
