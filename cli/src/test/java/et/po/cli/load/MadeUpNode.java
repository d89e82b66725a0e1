package et.po.cli.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// What a load sees of a node: takes works and shows them as anchored, all but some.
final class MadeUpNode implements AutoCloseable {
  private final HttpServer http;
  private final List<String> ids = new ArrayList<>();
  private int lost;
  private int refusals;
  private int looks = Integer.MAX_VALUE;

  /// @param lost how many of the works that it takes it never shows
  /// @param refusals how many it does not take
  MadeUpNode(int lost, int refusals) throws IOException {
    this.lost = lost;
    this.refusals = refusals;
    this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/works", this::answer);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.start();
  }

  /// From now on it tells so often what is anchored, and then no more.
  synchronized void showOnly(int times) {
    looks = times;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (exchange.getRequestMethod().equals("POST")) {
      take(exchange, body);
    } else if (looks-- <= 0) {
      exchange.sendResponseHeaders(503, -1);
    } else {
      list(exchange);
    }
    exchange.close();
  }

  private void take(HttpExchange exchange, byte[] body) throws IOException {
    if (refusals > 0) {
      refusals--;
      exchange.sendResponseHeaders(503, -1);
    } else if (lost > 0) {
      lost--;
      exchange.sendResponseHeaders(202, -1);
    } else {
      ids.add(id(body));
      exchange.sendResponseHeaders(202, -1);
    }
  }

  private static String id(byte[] body) throws IOException {
    try {
      return ((JsonObject) Json.parse(body)).findString("id").orElseThrow();
    } catch (MalformedJsonException e) {
      throw new IOException(e);
    }
  }

  /// All at once, whatever the limit.
  private void list(HttpExchange exchange) throws IOException {
    boolean first = exchange.getRequestURI().getQuery().contains("offset=0&");
    String works =
        first
            ? ids.stream().map(id -> "{\"id\":\"" + id + "\"}").collect(Collectors.joining(","))
            : "";
    byte[] answer = ("[" + works + "]").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("X-Total-Count", Integer.toString(ids.size()));
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
