package et.po.frost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.frost.smoke.Smoke;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The command `smoke` where it does not come to its end; the system tests see one that does.
final class SmokeTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private String smoke(int exitCode, Map<String, String> environment) {
    said.reset();
    PrintStream out = new PrintStream(said, true, UTF_8);
    assertEquals(exitCode, Smoke.run(environment, out, out), () -> said.toString(UTF_8));
    return said.toString(UTF_8);
  }

  @Test
  void addressThatIsNotConfirmed_endsIt_andIsSaid() throws Exception {
    try (RunningFrost frost = RunningFrost.start(false)) {
      String lines = smoke(0, Map.of("SMOKE_FROST_URL", frost.calls.base()));
      assertTrue(lines.contains("works were not tried: the new account's address is not"), lines);

      String token = frost.newToken();
      lines = smoke(1, Map.of("SMOKE_FROST_URL", frost.calls.base(), "SMOKE_TOKEN", token));
      assertTrue(lines.contains("POST /works was answered 409, not 200"), lines);
      assertFalse(lines.contains(token));
    }
  }

  @Test
  void workThatIsInNoBlock_isAFailure() throws Exception {
    try (RunningFrost frost = RunningFrost.start()) {
      String lines =
          smoke(
              1,
              Map.of(
                  "SMOKE_FROST_URL",
                  frost.calls.base(),
                  "SMOKE_NODE_URL",
                  frost.live.uri().toString(),
                  "SMOKE_TOKEN",
                  frost.newToken(),
                  "SMOKE_PATIENCE",
                  "PT0S"));
      assertTrue(lines.contains("read it back"), lines);
      assertTrue(lines.contains("was in no block after PT0S"), lines);
    }
  }

  @Test
  void settingsThatMakeNoSense_areSaid() {
    assertTrue(smoke(2, Map.of()).contains("SMOKE_FROST_URL is missing"));
    assertTrue(smoke(2, Map.of("SMOKE_FROST_URL", "frost")).contains("is http or https"));
    assertTrue(
        smoke(2, Map.of("SMOKE_FROST_URL", "http://f:3000", "SMOKE_PATIENCE", "long"))
            .contains("SMOKE_PATIENCE is such as PT10M, not long"));
  }
}
