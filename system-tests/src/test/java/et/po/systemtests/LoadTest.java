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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Works at a rate for some seconds, to the node and through Frost: each is anchored once.
class LoadTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WORKS = 100;

  @Test
  void everyWorkIsAnchoredOnce() throws Exception {
    try (Checkout checkout = Checkout.open();
        LocalRun run =
            LocalRun.start(
                checkout,
                checkout.path("data"),
                Checkout.PORT_OFFSET + 400,
                "--block-interval",
                "PT0.5S",
                "--batch-interval",
                "PT1S")) {
      Path token = checkout.path("token");
      Files.writeString(token, token(run));
      assertClean(load(checkout, "works"));
      assertClean(load(checkout, "frost", "--token-file", token.toString()));
    }
  }

  private static JsonNode load(Checkout checkout, String profile, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "./poet",
                "load",
                profile,
                "--rate",
                "25/s",
                "--works",
                Integer.toString(WORKS),
                "--data",
                checkout.path("data").toString(),
                "--json"));
    command.addAll(List.of(more));
    Path said = checkout.path(profile + ".log");
    Process load = checkout.command(command).redirectError(said.toFile()).start();
    String answer = new String(load.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, load.waitFor(), () -> answer + read(said));
    return JSON.readTree(answer);
  }

  private static void assertClean(JsonNode figures) {
    String text = figures.toString();
    assertEquals(WORKS, figures.get("posted").asInt(), text);
    assertEquals(WORKS, figures.get("anchored").asInt(), text);
    assertEquals(0, figures.get("missing").asInt(), text);
    assertEquals(0, figures.get("doubled").asInt(), text);
    assertTrue(figures.get("anchoredMedianMs").asDouble() > 0, text);
  }

  private static String token(LocalRun run) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(run.frost() + "/accounts"))
                    .header("Content-Type", "application/json")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"email\":\"poe@example.com\",\"password\":\"Correct-Horse-7\"}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    return JSON.readTree(answer.body()).get("token").asText();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
