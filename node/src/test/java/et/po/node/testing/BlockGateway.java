package et.po.node.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import et.po.node.ipfs.BlockStore;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A trustless gateway to a store's blocks.
public final class BlockGateway implements AutoCloseable {
  private static final String PATH = "/ipfs/";

  private final BlockStore blocks;
  private final HttpServer http;
  private final ExecutorService calls = Executors.newFixedThreadPool(4);

  public BlockGateway(BlockStore blocks) throws IOException {
    this.blocks = blocks;
    this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(calls);
    http.createContext(PATH, this::answer);
    http.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String name = exchange.getRequestURI().getPath().substring(PATH.length());
      Optional<Block> block = Cid.parse(name).flatMap(blocks::fetch);
      if (block.isPresent()) {
        exchange.sendResponseHeaders(200, block.get().data().length);
        exchange.getResponseBody().write(block.get().data());
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  @Override
  public void close() {
    http.stop(0);
    calls.shutdownNow();
  }
}
