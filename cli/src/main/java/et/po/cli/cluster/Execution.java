package et.po.cli.cluster;

import et.po.cli.CommandException;
import et.po.cli.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A command that is run to its end.
///
/// @param purpose what cannot be done if it fails, as the beginning of a sentence
record Execution(String purpose, List<String> command) {
  /// How it ended, and what it said.
  record Result(int exitCode, String output) {
    boolean isGood() {
      return exitCode == 0;
    }
  }

  Execution {
    command = List.copyOf(command);
  }

  /// What it says.
  ///
  /// @throws CommandException with the last it said, if it fails
  String output() {
    return output("");
  }

  /// @param input that it reads
  String output(String input) {
    Result result = result(input);
    if (!result.isGood()) {
      throw CommandException.unable(purpose + ": " + last(result.output()));
    }
    return result.output();
  }

  Result result(String input) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      // What it says stays small, so that it never waits for its reader before it has read all.
      try (var writer = process.outputWriter(StandardCharsets.UTF_8)) {
        writer.write(input);
      } catch (IOException e) {
        // It has ended without reading: why, it says itself.
      }
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), said);
    } catch (IOException e) {
      throw CommandException.unable(purpose + ". " + Trouble.sentence(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.unable("It was interrupted.", e);
    }
  }

  private static String last(String said) {
    List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "it said nothing." : lines.getLast().strip();
  }
}
