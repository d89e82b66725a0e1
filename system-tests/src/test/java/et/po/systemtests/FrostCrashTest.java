package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Frost is killed while it registers works: whoever sends them again, with the same keys, gets the
/// claims that the node has, and no other.
class FrostCrashTest {
  private static final int WORKS = 60;
  private static final Duration RECOVERY = Duration.ofSeconds(90);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String ACCOUNT =
      "{\"email\":\"writer@example.com\",\"password\":\"Correct-Horse-7\"}";
  private static final String WORK =
      "{\"name\":\"Title %d\",\"datePublished\":\"2018\",\"dateCreated\":\"2018\","
          + "\"author\":\"Somebody\",\"content\":\"Content %<d\"}";

  @Test
  void frostThatIsKilled_registersEachWorkOnce() throws Exception {
    try (Checkout checkout = Checkout.open()) {
      Path data = checkout.path("data");
      try (LocalRun run = LocalRun.start(checkout, data, Checkout.PORT_OFFSET + 300)) {
        JsonNode account = JSON.readTree(post(run.frost(), "/accounts", Map.of(), ACCOUNT).body());
        String token = account.get("token").asText();
        AtomicInteger registered = new AtomicInteger();
        FutureTask<Boolean> kill =
            new FutureTask<>(() -> {
              Wait.until(RECOVERY, () -> registered.get() >= 10, () -> "nothing is registered");
              return run.program("frost/target/quarkus-app").destroyForcibly();
            });
        Thread.ofVirtual().start(kill);

        Map<Integer, String> ids = new HashMap<>();
        for (int i = 0; i < WORKS; i++) {
          ids.put(i, register(run.frost(), token, i));
          registered.incrementAndGet();
        }
        assertTrue(kill.get());
        for (int i = 0; i < WORKS; i++) {
          assertEquals(ids.get(i), register(run.frost(), token, i));
        }

        String query = "/works?limit=1000&issuer=" + account.get("issuer").asText();
        List<String> atTheNode = new ArrayList<>();
        new NodeClient(run.node())
            .json(query)
            .forEach(work -> atTheNode.add(work.path("id").asText()));
        assertEquals(WORKS, atTheNode.size());
        assertEquals(new HashSet<>(ids.values()), new HashSet<>(atTheNode));
      }
    }
  }

  /// Sends a work until there is an answer.
  private static String register(URI frost, String token, int number) {
    StringBuilder id = new StringBuilder();
    StringBuilder last = new StringBuilder("nothing");
    Wait.until(
        RECOVERY,
        () -> {
          try {
            HttpResponse<String> answer =
                post(
                    frost,
                    "/works",
                    Map.of("token", token, "Idempotency-Key", "work-" + number),
                    WORK.formatted(number));
            last.replace(0, last.length(), answer.statusCode() + " " + answer.body());
            if (answer.statusCode() == 200) {
              id.append(JSON.readTree(answer.body()).get("workId").asText());
            }
          } catch (IOException e) {
            last.replace(0, last.length(), String.valueOf(e));
          }
          return !id.isEmpty();
        },
        () -> "work " + number + " is not registered: " + last);
    return id.toString();
  }

  private static HttpResponse<String> post(
      URI frost, String path, Map<String, String> headers, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(frost.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
