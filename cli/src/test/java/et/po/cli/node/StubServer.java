package et.po.cli.node;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server that answers what it was told to, in turn, the last answer over and over; whatever else
/// it is asked, it fails.
public final class StubServer implements AutoCloseable {
  private record Answer(int status, byte[] body) {}

  private final HttpServer http;
  private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  public StubServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          Answer answer = next(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.sendResponseHeaders(
              answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
          exchange.getResponseBody().write(answer.body());
          exchange.close();
        });
    http.start();
  }

  private Answer next(String request) {
    Deque<Answer> waiting = answers.get(request);
    if (waiting == null) {
      return new Answer(599, ("nobody expected " + request).getBytes(StandardCharsets.UTF_8));
    }
    return waiting.size() > 1 ? waiting.removeFirst() : waiting.getFirst();
  }

  /// @param request such as `GET /status`
  public StubServer on(String request, int status, byte[] body) {
    answers.computeIfAbsent(request, _ -> new ArrayDeque<>()).add(new Answer(status, body));
    return this;
  }

  public StubServer on(String request, int status, String body) {
    return on(request, status, body.getBytes(StandardCharsets.UTF_8));
  }

  /// What was sent, in order.
  public List<String> bodies() {
    return List.copyOf(bodies);
  }

  public String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
