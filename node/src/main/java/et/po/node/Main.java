package et.po.node;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Starts the node; or with the argument `migrate` brings its database up to date, with `replay`
/// has messages that were set aside handled once more or thrown away, and ends.
@QuarkusMain
public final class Main {
  private static final int MISUSE = 2;
  private static final int CANNOT_START = 3;

  private Main() {}

  public static void main(String... arguments) {
    switch (arguments.length == 0 ? "" : arguments[0]) {
      case "" -> serve();
      case "migrate" -> System.exit(Migration.run(System.getenv()));
      case "replay" ->
          System.exit(Replay.run(Arrays.stream(arguments).skip(1).toList(), System.getenv()));
      default -> {
        System.err.println(
            "The node takes no argument, or migrate, or replay [--drop] [ROLE]; not \""
                + arguments[0]
                + "\".");
        System.exit(MISUSE);
      }
    }
  }

  private static void serve() {
    // The framework has a switch where we have a choice of formats.
    String format = Optional.ofNullable(System.getenv("NODE_LOG_FORMAT")).orElse("json");
    if (!format.equals("json") && !format.equals("text")) {
      System.err.println("The node does not start. NODE_LOG_FORMAT is json or text, not " + format);
      System.exit(CANNOT_START);
    }
    System.setProperty("quarkus.log.console.json.enabled", Boolean.toString(format.equals("json")));
    if (!servesApi(Optional.ofNullable(System.getenv("NODE_ROLES")))) {
      // Health and metrics stay: they have a port of their own.
      System.setProperty("quarkus.http.host-enabled", "false");
    }
    Quarkus.run(null, Main::end);
  }

  /// Whoever has not the role has not its port either.
  static boolean servesApi(Optional<String> roles) {
    return roles
        .map(names -> Arrays.stream(names.split(",")).map(String::strip).toList())
        .filter(names -> !names.equals(List.of("")))
        .map(names -> names.contains("api"))
        .orElse(true);
  }

  /// With another handler than its own, the framework leaves it to that to say why a start failed.
  private static void end(int code, @Nullable Throwable failure) {
    if (failure == null) {
      System.exit(code);
    }
    Throwable cause = failure;
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    System.err.println(
        "The node does not start. " + (cause == null ? "" : String.valueOf(cause.getMessage())));
    System.exit(CANNOT_START);
  }
}
