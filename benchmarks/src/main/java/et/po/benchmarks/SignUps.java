package et.po.benchmarks;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// People who all sign up at the same moment, each over a connection of its own.
record SignUps(URI frost, HttpClient http) {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  SignUps(URI frost) {
    this(frost, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  /// Signs up that many.
  ///
  /// @return the seconds it took
  /// @throws IllegalStateException if one fails, or two are given the same account
  double atOnce(int people, String name) throws Exception {
    List<Callable<String>> asks = new ArrayList<>();
    for (int i = 0; i < people; i++) {
      String email = name + i + "@example.com";
      asks.add(() -> issuer(email));
    }
    long begun = System.nanoTime();
    Set<String> issuers = new HashSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> answer : threads.invokeAll(asks)) {
        issuers.add(answer.get());
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (issuers.size() != people) {
      throw new IllegalStateException(people + " people have " + issuers.size() + " accounts");
    }
    return seconds;
  }

  private String issuer(String email) throws Exception {
    String body = "{\"email\":\"" + email + "\",\"password\":\"Correct-Horse-7\"}";
    HttpRequest request =
        HttpRequest.newBuilder(frost.resolve("/accounts"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          "a sign-up was answered " + answer.statusCode() + " " + answer.body());
    }
    JsonObject session = (JsonObject) Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    return session.findString("issuer").orElseThrow();
  }
}
