package et.po.cli.admin;

import et.po.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Programs of the checkout, run in the foreground with this process's own streams and environment.
record Checkout(Path root) {
  static Checkout ofLauncher() {
    String root = System.getProperty("poet.root");
    if (root == null) {
      throw CommandException.unable("This command is started by the script poet of a checkout.");
    }
    return new Checkout(Path.of(root));
  }

  /// Ends the command if the build has not made the file.
  Path built(String path) {
    Path file = root.resolve(path);
    if (!Files.exists(file)) {
      throw CommandException.unable("It is not built: there is no " + file + ".");
    }
    return file;
  }

  /// @return the program's exit code
  int java(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Dpoet.root=" + root);
    command.addAll(arguments);
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
