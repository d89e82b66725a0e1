package et.po.node;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Starts the node, or with the argument `migrate` brings its database up to date and ends.
@QuarkusMain
public final class Main {
  private Main() {}

  public static void main(String... arguments) {
    switch (arguments.length == 0 ? "" : arguments[0]) {
      case "" -> {
        // The framework has a switch where we have a choice of formats.
        if ("text".equals(System.getenv("NODE_LOG_FORMAT"))) {
          System.setProperty("quarkus.log.console.json.enabled", "false");
        }
        Quarkus.run(arguments);
      }
      case "migrate" -> System.exit(Migration.run(System.getenv()));
      default -> {
        System.err.println("The node takes no argument, or migrate; not \"" + arguments[0] + "\".");
        System.exit(2);
      }
    }
  }
}
