package et.po.frost;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import et.po.protocol.claim.ClaimInspector;
import et.po.protocol.claim.Inspection;
import et.po.protocol.claim.Verdict;
import et.po.protocol.ipfs.FileImporter;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A node in memory, over real HTTP. Takes valid claims and the multipart form that nodes take, and
/// refuses everything else with 422.
final class NodeDouble implements AutoCloseable {
  private final HttpServer server;
  private final List<JsonObject> works = new ArrayList<>();
  private final List<String> contents = new ArrayList<>();
  private final List<String> types = new ArrayList<>();
  private final Map<String, JsonObject> anchors = new ConcurrentHashMap<>();
  private final Map<String, JsonObject> others = new ConcurrentHashMap<>();
  private final Map<String, Integer> looks = new ConcurrentHashMap<>();
  private volatile int failure;
  private volatile boolean silent;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  NodeDouble() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// From now on every answer is this status; 0 for answers as they should be.
  void failWith(int status) {
    failure = status;
  }

  /// How often a work was asked for.
  int looksAt(String id) {
    return looks.getOrDefault(id, 0);
  }

  /// From now on a work is shown with this anchor.
  void anchor(String id, JsonObject anchor) {
    anchors.put(id, anchor);
  }

  /// From now on a work is shown with this anchor where that is asked for by its transaction.
  void otherAnchor(String id, String transaction, JsonObject anchor) {
    others.put(id + transaction, anchor);
  }

  /// The anchor of this transaction has left the chain.
  void noOtherAnchor(String id, String transaction) {
    others.remove(id + transaction);
  }

  /// Whether from now on works are taken, but the answer is lost on its way.
  void loseAnswers(boolean lost) {
    silent = lost;
  }

  /// From now on works wait before they are taken, until the latch is down.
  void holdUntil(CountDownLatch latch) {
    gate = latch;
  }

  /// The envelopes that were taken, oldest first.
  synchronized List<JsonObject> works() {
    return List.copyOf(works);
  }

  /// The contents that were stored, oldest first.
  synchronized List<String> contents() {
    return List.copyOf(contents);
  }

  /// The types that they were sent with.
  synchronized List<String> types() {
    return List.copyOf(types);
  }

  /// What the node says a content is known by.
  static String hashOf(String content) {
    return FileImporter.cidOf(content.getBytes(UTF_8)).toString();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (failure != 0) {
        reply(exchange, failure, "told to fail");
        return;
      }
      String path = exchange.getRequestURI().getPath();
      switch (exchange.getRequestMethod() + " " + path) {
        case "POST /files" -> store(exchange, body);
        case "POST /works" -> {
          await(gate);
          take(exchange, body);
        }
        case "GET /works" -> list(exchange);
        default -> find(exchange, path);
      }
    }
  }

  private synchronized void store(HttpExchange exchange, byte[] body) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    String form = new String(body, ISO_8859_1);
    String boundary = "--" + type.replaceFirst("^multipart/form-data; boundary=", "");
    String start =
        boundary
            + "\r\nContent-Disposition: form-data; name=\"content\"; filename=\"content\"\r\n"
            + "Content-Type: "
            + form.replaceFirst("(?s).*?\r\nContent-Type: ", "").replaceFirst("(?s)\r\n.*", "")
            + "\r\n\r\n";
    String end = "\r\n" + boundary + "--\r\n";
    if (!form.startsWith(start) || !form.endsWith(end)) {
      reply(exchange, 422, "No file found.");
      return;
    }
    String content =
        new String(
            form.substring(start.length(), form.length() - end.length()).getBytes(ISO_8859_1),
            UTF_8);
    contents.add(content);
    types.add(start.strip().replaceFirst("(?s).*Content-Type: ", ""));
    String hash = hashOf(content);
    reply(
        exchange,
        200,
        "[{\"hash\":\"%1$s\",\"archiveUrl\":\"https://ipfs.io/ipfs/%1$s\"}]".formatted(hash));
  }

  private synchronized void take(HttpExchange exchange, byte[] body) throws IOException {
    Json claim;
    try {
      claim = Json.parse(body);
    } catch (MalformedJsonException e) {
      reply(exchange, 400, "not JSON");
      return;
    }
    Inspection inspection = new ClaimInspector().inspect(claim);
    if (inspection.verdict() != Verdict.VALID) {
      reply(exchange, 422, inspection.because());
      return;
    }
    if (!works.contains((JsonObject) claim)) {
      works.add((JsonObject) claim);
    }
    if (!silent) {
      reply(exchange, 202, "");
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new IOException("nobody opened the gate");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private synchronized void list(HttpExchange exchange) throws IOException {
    Map<String, String> query = new HashMap<>();
    for (String parameter : exchange.getRequestURI().getRawQuery().split("&")) {
      String[] pair = parameter.split("=", 2);
      query.put(pair[0], URLDecoder.decode(pair[1], UTF_8));
    }
    List<JsonObject> found =
        works.reversed().stream()
            .filter(
                work -> work.findString("issuer").equals(Optional.ofNullable(query.get("issuer"))))
            .toList();
    exchange.getResponseHeaders().set("X-Total-Count", "" + found.size());
    List<Json> page =
        found.stream()
            .skip(Long.parseLong(query.get("offset")))
            .limit(Long.parseLong(query.get("limit")))
            .<Json>map(work -> work)
            .toList();
    reply(exchange, 200, new JsonArray(page).text());
  }

  private synchronized void find(HttpExchange exchange, String path) throws IOException {
    String id = path.replaceFirst("^/works/", "");
    looks.merge(id, 1, Integer::sum);
    for (JsonObject work : works) {
      if (work.findString("id").filter(id::equals).isPresent()) {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        JsonObject anchor =
            others.getOrDefault(id + query.replace("transaction=", ""), anchors.get(id));
        reply(exchange, 200, (anchor == null ? work : work.with("anchor", anchor)).text());
        return;
      }
    }
    reply(exchange, 404, "");
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
