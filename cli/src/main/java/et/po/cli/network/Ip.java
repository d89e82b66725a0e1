package et.po.cli.network;

import et.po.cli.CommandException;
import et.po.cli.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The program `ip`.
final class Ip {
  private Ip() {}

  /// Gives it these commands.
  ///
  /// @param enter what goes before, such as what enters a namespace
  /// @throws CommandException with what it says, if one is refused
  static void batch(List<String> enter, List<String> commands) {
    List<String> command = new ArrayList<>(enter);
    command.addAll(List.of("ip", "-batch", "-"));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
        input.write(String.join("\n", commands) + "\n");
      }
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw CommandException.unable("The network cannot be made: ip says: " + said.strip());
      }
    } catch (IOException e) {
      throw CommandException.unable("The network cannot be made. " + Trouble.sentence(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.unable("It was interrupted.", e);
    }
  }
}
