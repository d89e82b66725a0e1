package et.po.protocol.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program of others that checks what we make, run where `tools/oracles` keeps it.
public final class StockProgram {
  private static final Path ORACLES = Path.of(System.getProperty("project.root"), "tools/oracles");

  private StockProgram() {}

  public static boolean isFetched(String inOracles) {
    return Files.exists(ORACLES.resolve(inOracles));
  }

  /// The lines that it writes, standard error among them.
  ///
  /// @param command a program, then files under `tools/oracles` or anywhere
  public static List<String> run(List<String> input, Path work, List<String> command)
      throws IOException, InterruptedException {
    Path questions = Files.write(Files.createTempFile(work, "in", ""), input);
    Path answers = Files.createTempFile(work, "out", "");
    Process process =
        new ProcessBuilder(command)
            .directory(ORACLES.toFile())
            .redirectInput(questions.toFile())
            .redirectOutput(answers.toFile())
            .redirectError(Files.createTempFile(work, "err", "").toFile())
            .start();
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        throw new IllegalStateException(command + " did not end in time");
      }
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(answers);
  }
}
