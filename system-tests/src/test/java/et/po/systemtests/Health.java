package et.po.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/// How a process says that it is.
record Health(URI management) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  boolean isReady() throws InterruptedException {
    return ask().filter(answer -> answer.statusCode() == 200).isPresent();
  }

  /// What a role of the process says: `ok`, or its problem; empty if nobody answers.
  Optional<String> said(String role) throws IOException, InterruptedException {
    Optional<HttpResponse<String>> answer = ask();
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    for (JsonNode check : JSON.readTree(answer.get().body()).path("checks")) {
      if (check.path("data").has(role)) {
        return Optional.of(check.path("data").get(role).asText());
      }
    }
    return Optional.empty();
  }

  private Optional<HttpResponse<String>> ask() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(management.resolve("/q/health/ready"))
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      return Optional.of(HTTP.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
