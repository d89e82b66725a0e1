package et.po.frost;

import et.po.frost.smoke.Smoke;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.jspecify.annotations.Nullable;

/// The program: serves, or does one task and ends: `migrate` brings the database up to date,
/// `rotate-keys` wraps the accounts' keys with the current key, `smoke` tries a Frost that runs.
@QuarkusMain
public final class Main {
  private static final int MISUSE = 2;

  Main() {}

  public static void main(String... arguments) {
    switch (String.join(" ", arguments)) {
      case "" -> Quarkus.run(null, Main::end);
      case "migrate" -> System.exit(Migration.run(System.getenv()));
      case "rotate-keys" -> System.exit(Rotation.run(System.getenv(), System.out, System.err));
      case "smoke" -> System.exit(Smoke.run(System.getenv(), System.out, System.err));
      default -> {
        System.err.println(
            "Frost takes no argument, to serve, or `migrate`, `rotate-keys`, or `smoke`.");
        System.exit(MISUSE);
      }
    }
  }

  /// With another handler than its own, Quarkus leaves it to that to say why a start failed.
  private static void end(int code, @Nullable Throwable failure) {
    if (failure == null) {
      System.exit(code);
    }
    Throwable cause = failure;
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    System.err.println(cause == null ? "" : "Frost does not start. " + cause.getMessage());
    System.exit(FrostServer.COULD_NOT);
  }
}
