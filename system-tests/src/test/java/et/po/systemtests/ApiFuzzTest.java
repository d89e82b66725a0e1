package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Both APIs answer whatever is sent as their descriptions say, and nothing with a fault of their
/// own.
@Tag("real")
class ApiFuzzTest {
  private static final int OFFSET = Checkout.PORT_OFFSET + 400;
  private static final Duration ANCHORING = Duration.ofMinutes(2);

  @Test
  void bothApis_answerAsDescribed() throws IOException {
    assumeTrue(
        ApiFuzzer.isFetched(), "the fuzzer is not installed: run tools/oracles/schemathesis/fetch");
    try (Checkout checkout = Checkout.open();
        LocalRun run = LocalRun.start(checkout, checkout.path("data"), OFFSET)) {
      FrostClient frost = new FrostClient(run.frost());
      JsonNode writer = frost.signUp("writer@example.org");
      // The one whose log-ins are ended: nothing else changes its password or its address.
      frost.signUp("ender@example.org");
      String login = writer.get("token").asText();
      String api = frost.makeApiToken(login);
      ApiFuzzer fuzzer =
          new ApiFuzzer(
              checkout, known(writer, anchored(run.node(), frost.register(api, "The Raven"))));

      ApiFuzzer.Findings node = fuzzer.run("node", run.node(), List.of());
      ApiFuzzer.Findings withApiToken =
          fuzzer.run("frost with an API token", run.frost(), List.of("token: " + api));
      ApiFuzzer.Findings withLogIn =
          fuzzer.run("frost with a log-in token", run.frost(), List.of("token: " + login));
      ApiFuzzer.Findings ending = fuzzer.runEnding("frost, what ends tokens", run.frost());
      assertAll(
          () -> check(node),
          () -> check(withApiToken),
          () -> check(withLogIn),
          () -> check(ending),
          () -> assertEquals(3, ending.operations(), ending.text()));

      // Were one of them ended on the way, the rest of its calls would have shown nothing.
      assertEquals(200, frost.statusOfWorks(api));
      assertEquals(200, frost.statusOfWorks(login));
    }
  }

  private static JsonNode anchored(URI node, String work) {
    NodeClient client = new NodeClient(node);
    Wait.until(ANCHORING, () -> client.anchored() > 0, () -> "the work is not anchored");
    return client.json("/works/" + work);
  }

  private static Map<String, String> known(JsonNode writer, JsonNode work) {
    return Map.of(
        "FUZZ_EMAIL", "ender@example.org",
        "FUZZ_PASSWORD", FrostClient.PASSWORD,
        "FUZZ_ISSUER", writer.get("issuer").asText(),
        "FUZZ_WORK", work.get("id").asText(),
        "FUZZ_FILE", work.at("/anchor/ipfsFileHash").asText(),
        "FUZZ_DIRECTORY", work.at("/anchor/ipfsDirectoryHash").asText());
  }

  private static void check(ApiFuzzer.Findings findings) {
    assertTrue(findings.none(), findings.text());
    assertEquals(findings.operations(), findings.testedOperations(), findings.text());
    assertTrue(findings.calls() > 10 * findings.operations(), findings.text());
  }
}
