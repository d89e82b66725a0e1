package et.po.cli.run;

import et.po.cli.CommandException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program's one-off task, on this process's own streams.
final class Foreground {
  private Foreground() {}

  /// @param settings besides the program's own; an empty one is none, whatever is inherited
  /// @return the program's exit code
  static int run(Program program, List<String> arguments, Map<String, Optional<String>> settings)
      throws IOException {
    List<String> command = new ArrayList<>(program.command());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    Map<String, String> environment = builder.environment();
    environment.putAll(program.environment());
    settings.forEach((name, value) ->
        value.ifPresentOrElse(set -> environment.put(name, set), () -> environment.remove(name)));
    try {
      return builder.start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.unable("It was interrupted.", e);
    }
  }
}
