package et.po.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import et.po.protocol.claim.SignedClaim;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/// Talks to a node that may be away at any moment.
record NodeClient(URI base) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// Whether the node answered that it took the claim.
  boolean post(SignedClaim claim) {
    HttpRequest request =
        request("/works")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(claim.file()))
            .build();
    try {
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 202;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  byte[] get(String path) {
    try {
      HttpResponse<byte[]> answer = HTTP.send(request(path).build(), BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + ": " + answer.statusCode());
      }
      return answer.body();
    } catch (IOException e) {
      throw new IllegalStateException(path + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Whether there is something at a path.
  boolean has(String path) throws IOException, InterruptedException {
    return HTTP.send(request(path).build(), BodyHandlers.discarding()).statusCode() == 200;
  }

  JsonNode json(String path) {
    try {
      return JSON.readTree(get(path));
    } catch (IOException e) {
      throw new IllegalStateException(path, e);
    }
  }

  /// What is at a path; empty where there is nothing, and while the node is away.
  Optional<JsonNode> find(String path) throws InterruptedException {
    try {
      HttpResponse<byte[]> answer = HTTP.send(request(path).build(), BodyHandlers.ofByteArray());
      return answer.statusCode() == 200
          ? Optional.of(JSON.readTree(answer.body()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// How many works are anchored; less than zero while the node is away.
  int anchored() {
    try {
      HttpResponse<Void> answer =
          HTTP.send(request("/works?anchored=true&limit=1").build(), BodyHandlers.discarding());
      return answer.headers().firstValue("X-Total-Count").map(Integer::parseInt).orElse(-1);
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
  }
}
