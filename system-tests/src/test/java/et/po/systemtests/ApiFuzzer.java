package et.po.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A fuzzer made by others, which makes calls of an API's own description and holds the answers
/// against it. What it checks is in `tools/oracles/schemathesis`.
///
/// @param workplace where it may write
/// @param known values of things that exist, by the names that its configuration has for them
record ApiFuzzer(Checkout workplace, Map<String, String> known) {
  private static final int EXAMPLES = Integer.getInteger("fuzz.examples", 12);
  private static final int SEED = Integer.getInteger("fuzz.seed", 20_181_105);

  private static final Path TOOL = Checkout.ROOT.resolve("tools/oracles/schemathesis");
  private static final Path PROGRAM = TOOL.resolve(".venv/bin/schemathesis");
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What came of it.
  ///
  /// @param text what the fuzzer said, with the calls that show what it found
  record Findings(boolean none, int calls, int operations, int testedOperations, String text) {}

  static boolean isFetched() {
    return Files.exists(TOOL.resolve(".venv/.installed"));
  }

  /// Fuzzes every operation that is described at `/openapi`.
  ///
  /// @param headers of every call, such as `token: ...`
  Findings run(String name, URI api, List<String> headers) throws IOException {
    return run(name, api, "schemathesis.toml", headers);
  }

  /// Fuzzes the operations that end tokens, with a log-in for each call.
  Findings runEnding(String name, URI api) throws IOException {
    return run(name, api, "ending.toml", List.of());
  }

  private Findings run(String name, URI api, String configuration, List<String> headers)
      throws IOException {
    Path report = workplace.path(name + ".json");
    List<String> command = new ArrayList<>();
    command.addAll(List.of(PROGRAM.toString(), "--config-file"));
    command.addAll(List.of(TOOL.resolve(configuration).toString(), "run"));
    command.addAll(List.of(api.resolve("/openapi").toString(), "--url", api.toString()));
    command.addAll(List.of("--max-examples", "" + EXAMPLES, "--seed", "" + SEED));
    command.addAll(List.of("--continue-on-failure", "--no-color", "--warnings", "off"));
    command.addAll(List.of("--report", "json", "--report-json-path", report.toString()));
    headers.forEach(header -> command.addAll(List.of("--header", header)));
    ProcessBuilder builder = workplace.command(command);
    builder.environment().putAll(known);
    builder.environment().put("FUZZ_FROST", api.toString());
    builder.environment().put("PYTHONPATH", TOOL.toString());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Finished finished = Finished.run(builder, Duration.ofMinutes(2).plusSeconds(5L * EXAMPLES));
    if (Files.notExists(report)) {
      throw new AssertionError("the fuzzer did not run: " + finished);
    }
    JsonNode said = JSON.readTree(report.toFile());
    Findings findings =
        new Findings(
            finished.exitCode() == 0,
            said.at("/test_cases/generated").asInt(),
            said.at("/operations/selected").asInt(),
            said.at("/operations/tested").asInt(),
            finished.toString());
    System.out.printf(
        "count: fuzzed %s: %d calls, %d of %d operations (seed %d)%n",
        name, findings.calls(), findings.testedOperations(), findings.operations(), SEED);
    return findings;
  }
}
