package et.po.node.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import et.po.node.ipfs.BlockStore;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Somebody's trustless gateway, which may misbehave.
public final class TestGateway implements AutoCloseable {
  /// What an answer is made of.
  public enum Manner {
    HONEST,
    /// Other bytes than those of the CID.
    LYING,
    /// Bytes without end.
    ENDLESS,
    /// Takes the question and never answers.
    SILENT,
    /// Sends the headers and one byte, and no more.
    DRIPPING,
    FAILING,
    /// Answers with the address of another.
    REDIRECTING
  }

  private final BlockStore blocks;
  private final HttpServer server;
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Manner manner = Manner.HONEST;

  public TestGateway(BlockStore blocks) {
    this.blocks = blocks;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(calls);
    server.createContext("/ipfs/", this::answer);
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  public void behave(Manner changed) {
    manner = changed;
  }

  /// How often it was asked.
  public int asked() {
    return asked.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    try (exchange) {
      String cid = exchange.getRequestURI().getPath().substring("/ipfs/".length());
      Optional<Block> block = blocks.fetch(Cid.parse(cid).orElseThrow());
      if (block.isEmpty() || !"format=raw".equals(exchange.getRequestURI().getQuery())) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      answer(exchange, block.get().data());
    }
  }

  private void answer(HttpExchange exchange, byte[] data) throws IOException {
    switch (manner) {
      case HONEST -> send(exchange, 200, data);
      case LYING -> send(exchange, 200, new byte[data.length]);
      case FAILING -> send(exchange, 500, data);
      case SILENT -> await();
      case DRIPPING -> {
        exchange.sendResponseHeaders(200, data.length);
        exchange.getResponseBody().write(data, 0, 1);
        exchange.getResponseBody().flush();
        await();
      }
      case ENDLESS -> {
        exchange.sendResponseHeaders(200, 0);
        byte[] some = new byte[65536];
        while (closed.getCount() > 0) {
          exchange.getResponseBody().write(some);
        }
      }
      case REDIRECTING -> {
        exchange.getResponseHeaders().add("Location", exchange.getRequestURI() + "&again");
        exchange.sendResponseHeaders(302, -1);
      }
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] data) throws IOException {
    exchange.sendResponseHeaders(status, data.length == 0 ? -1 : data.length);
    exchange.getResponseBody().write(data);
  }

  private void await() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    calls.shutdownNow();
  }
}
