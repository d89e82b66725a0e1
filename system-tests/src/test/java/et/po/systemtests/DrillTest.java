package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import et.po.servers.Bitcoind;
import et.po.servers.Kubo;
import et.po.servers.RabbitMq;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A process for every role, over RabbitMQ, on a real IPFS node and a real Bitcoin daemon: killed,
/// silenced and cut off at any moment, nothing is lost and nothing doubled.
@Tag("real")
class DrillTest {
  @Test
  void badDays_loseNothingAndDoubleNothing() throws Exception {
    assumeTrue(
        RabbitMq.isFetched() && Kubo.isFetched() && Bitcoind.isFetched(),
        "RabbitMQ, Kubo or the Bitcoin daemon is not in the cache: ./poet tools fetches them");
    try (Checkout checkout = Checkout.open()) {
      Path said = checkout.path("drill.log");
      Process drill =
          checkout
              .run(
                  List.of(
                      "./poet",
                      "drill",
                      "--minutes",
                      "1.5",
                      "--json",
                      "--data",
                      checkout.path("drill").toString(),
                      "--port-offset",
                      Integer.toString(Checkout.PORT_OFFSET + 200)))
              .redirectError(said.toFile())
              .start();
      String answer = new String(drill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, drill.waitFor(), () -> answer + read(said));
      JsonNode reckoning = new ObjectMapper().readTree(answer);
      assertTrue(reckoning.get("drilled").size() > 1, answer);
      assertTrue(reckoning.get("works").asInt() > 0, answer);
      int cuts = cuts(reckoning.get("drilled"));
      boolean withoutCuts = read(said).contains("No line will be cut.");
      assertTrue(withoutCuts || cuts > 0, answer);
      System.out.printf(
          "count: drill on real services: kills %d, cuts %s, works %d, lost %d, doubled %d%n",
          reckoning.get("kills").asInt(),
          withoutCuts ? "none (they need root and iproute2)" : Integer.toString(cuts),
          reckoning.get("works").asInt(),
          reckoning.get("lost").asInt(),
          reckoning.get("doubled").asInt());
    }
  }

  private static int cuts(JsonNode drilled) {
    int cuts = 0;
    for (Map.Entry<String, JsonNode> kind : drilled.properties()) {
      cuts += kind.getKey().startsWith("cut of ") ? kind.getValue().asInt() : 0;
    }
    return cuts;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
