package et.po.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The checkout that was started from, with the programs that its build has made.
public record Checkout(Path root) {
  /// What the script `poet` was started from.
  public static Checkout ofLauncher() {
    String root = System.getProperty("poet.root");
    if (root == null) {
      throw CommandException.unable("This command is started by the script poet of a checkout.");
    }
    return new Checkout(Path.of(root));
  }

  /// Ends the command if the build has not made the file.
  public Path built(String path) {
    Path file = root.resolve(path);
    if (!Files.exists(file)) {
      throw CommandException.unable("It is not built: there is no " + file + ".");
    }
    return file;
  }

  /// How a program is run, by the very Java that runs this.
  public static List<String> java(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(arguments);
    return command;
  }
}
