package et.po.systemtests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A command that has ended.
record Finished(int exitCode, String output, String errors) {
  /// Runs to the end; a command that takes longer is killed and fails the test.
  static Finished run(ProcessBuilder command, Duration atMost) throws IOException {
    Path output = Files.createTempFile("poet", ".out");
    Path errors = Files.createTempFile("poet", ".err");
    try {
      Process process =
          command.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(
            command.command() + " did not end; it said:\n" + text(output) + text(errors));
      }
      return new Finished(process.exitValue(), text(output), text(errors));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "exit code " + exitCode + "\n" + output + errors;
  }
}
