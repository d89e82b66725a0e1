package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Talks to Frost as a publisher does.
record FrostClient(URI base) {
  static final String PASSWORD = "Correct-Horse-7";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// An account that was just made: its `id`, `issuer` and log-in `token`.
  JsonNode signUp(String email) {
    return post("/accounts", "", "{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD + "\"}");
  }

  void forgetPassword(String email) {
    HttpRequest request =
        request("/password/reset", "")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"email\":\"" + email + "\"}"))
            .build();
    assertEquals(200, send(request).statusCode());
  }

  String makeApiToken(String loginToken) {
    return post("/tokens", loginToken, "{\"network\":\"live\"}").get("apiToken").asText();
  }

  /// The id of a work that was just registered.
  String register(String token, String name) {
    String work =
        "{\"name\":\"%s\",\"author\":\"A\",\"dateCreated\":\"2018\",\"datePublished\":\"2018\",\"content\":\"%s\"}";
    return post("/works", token, work.formatted(name, name)).get("workId").asText();
  }

  /// The secret of a webhook that was just added.
  String addWebhook(String loginToken, String url) {
    return post("/webhooks", loginToken, "{\"url\":\"" + url + "\"}").get("secret").asText();
  }

  /// A file that was just taken: its `hash` and `archiveUrl`.
  JsonNode archive(String token, byte[] file) {
    HttpRequest request =
        request("/archives", token)
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofByteArray(file))
            .build();
    return json("/archives", send(request)).get(0);
  }

  /// The status of what a token's account has registered.
  int statusOfWorks(String token) {
    return send(request("/works", token).GET().build()).statusCode();
  }

  /// The mails that it shows on a machine of one's own, newest first.
  JsonNode mailbox() {
    HttpRequest request =
        request("/dev/mailbox", "").header("Accept", "application/json").GET().build();
    return json("/dev/mailbox", send(request));
  }

  private JsonNode post(String path, String token, String json) {
    HttpRequest request =
        request(path, token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build();
    return json(path, send(request));
  }

  private static JsonNode json(String path, HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
    }
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(path, e);
    }
  }

  private HttpRequest.Builder request(String path, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
    return token.isEmpty() ? request : request.header("token", token);
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(request.uri().getPath(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
