package et.po.frost.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;

/// A receiver on loopback, over real HTTP: keeps what it gets and answers as it is told, else 200.
public final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /// What came.
  public record Message(String target, Headers headers, String body) {
    public JsonObject json() {
      try {
        return (JsonObject) Json.parse(body);
      } catch (MalformedJsonException e) {
        throw new AssertionError(body, e);
      }
    }

    public String type() {
      return json().findString("type").orElseThrow();
    }

    public String id() {
      return headers.getFirst("webhook-id");
    }

    /// Whether Standard Webhooks' signature is right, worked out from its specification alone.
    public boolean isSignedWith(String secret) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String signed = id() + "." + headers.getFirst("webhook-timestamp") + "." + body;
        String expected = Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
        return headers.getFirst("webhook-signature").equals("v1," + expected);
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }
  }

  private Receiver(HttpServer server) {
    this.server = server;
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  public static Receiver start() {
    try {
      return new Receiver(HttpServer.create(loopback(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Receiver startTls(SSLContext context) throws IOException {
    HttpsServer server = HttpsServer.create(loopback(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new Receiver(server);
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port() + "/hook?from=frost";
  }

  public List<Message> messages() {
    return List.copyOf(messages);
  }

  public List<String> types() {
    return messages.stream().map(Message::type).toList();
  }

  /// The next answers have these statuses.
  public void answerWith(Integer... statuses) {
    answers.addAll(List.of(statuses));
  }

  /// From now on nothing is answered, until the latch opens.
  void hold(CountDownLatch latch) {
    gate = latch;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      messages.add(
          new Message(
              exchange.getRequestURI().toString(), Headers.of(exchange.getRequestHeaders()), body));
      gate.await();
      Integer status = answers.poll();
      if (status != null && status / 100 == 3) {
        exchange.getResponseHeaders().add("Location", "/elsewhere");
      }
      exchange.sendResponseHeaders(status == null ? 200 : status, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    gate.countDown();
    server.stop(0);
  }
}
