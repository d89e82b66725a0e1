package et.po.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// A publisher's own server hears from the running programs what becomes of a work.
class WebhookRunTest {
  private static final String ANCHORED = "work.anchored";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String WORK =
      "{\"name\":\"The Raven\",\"author\":\"Edgar Allan Poe\",\"dateCreated\":\"1845\","
          + "\"datePublished\":\"1845-01-29T00:00:00Z\"}";

  private record Message(String id, String timestamp, String signature, String body) {
    JsonNode json() throws IOException {
      return JSON.readTree(body);
    }

    String expectedSignature(String secret) throws Exception {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] signed = mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(signed);
    }
  }

  @Test
  void publisher_isToldThatAWorkIsAccepted_andInWhichBlockItIs() throws Exception {
    List<Message> messages = new CopyOnWriteArrayList<>();
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", exchange -> messages.add(receive(exchange)));
    receiver.start();
    try (Checkout checkout = Checkout.open();
        LocalRun run =
            LocalRun.start(
                checkout,
                checkout.path("data"),
                Checkout.PORT_OFFSET + 300,
                "--block-interval",
                "PT0.5S",
                "--batch-interval",
                "PT1S")) {
      String token =
          post(
                  run,
                  "/accounts",
                  "",
                  "{\"email\":\"poe@example.com\",\"password\":\"Correct-Horse-7\"}")
              .get("token")
              .asText();
      String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
      String secret =
          post(run, "/webhooks", token, "{\"url\":\"" + url + "\"}").get("secret").asText();
      String work = post(run, "/works", token, WORK).get("workId").asText();

      Wait.until(
          Duration.ofMinutes(2),
          () -> data(messages, "work.accepted").isPresent() && data(messages, ANCHORED).isPresent(),
          () -> "only this came: " + messages);

      JsonNode anchor = new NodeClient(run.node()).json("/works/" + work).get("anchor");
      JsonNode told = data(messages, ANCHORED).orElseThrow();
      assertEquals(work, told.get("workId").asText());
      assertEquals(anchor.get("blockHash"), told.get("anchor").get("blockHash"));
      assertEquals(anchor.get("transactionId"), told.get("anchor").get("transactionId"));
      for (Message message : messages) {
        assertEquals(message.expectedSignature(secret), message.signature());
      }
    } finally {
      receiver.stop(0);
    }
  }

  /// What the message of a type says; messages that are due together come in any order.
  private static Optional<JsonNode> data(List<Message> messages, String type) throws IOException {
    for (Message message : messages) {
      if (message.json().get("type").asText().equals(type)) {
        return Optional.of(message.json().get("data"));
      }
    }
    return Optional.empty();
  }

  private static Message receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      Message message =
          new Message(
              exchange.getRequestHeaders().getFirst("webhook-id"),
              exchange.getRequestHeaders().getFirst("webhook-timestamp"),
              exchange.getRequestHeaders().getFirst("webhook-signature"),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      exchange.sendResponseHeaders(204, -1);
      return message;
    }
  }

  private static JsonNode post(LocalRun run, String path, String token, String body)
      throws Exception {
    URI uri = URI.create(run.frost().toString().replaceAll("/$", "") + path);
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("token", token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer.body());
    return JSON.readTree(answer.body());
  }
}
