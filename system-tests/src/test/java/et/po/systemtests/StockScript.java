package et.po.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A script of `tools/oracles`: the published libraries at work.
final class StockScript {
  private static final Path ORACLES = Checkout.ROOT.resolve("tools/oracles");

  private StockScript() {}

  /// Whether a library is where its `fetch` puts it.
  static boolean isFetched(String oracle, String library) {
    return Files.exists(ORACLES.resolve(oracle).resolve("node_modules").resolve(library));
  }

  /// What it writes.
  ///
  /// @param script its path in `tools/oracles`
  static String run(Path input, String script, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("node", ORACLES.resolve(script).toString()));
    command.addAll(List.of(arguments));
    Finished finished =
        Finished.run(
            new ProcessBuilder(command).redirectInput(input.toFile()), Duration.ofMinutes(2));
    if (finished.exitCode() != 0) {
      throw new AssertionError(script + ": " + finished);
    }
    return finished.output();
  }
}
