package et.po.frost;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/// The program: serves, or with `migrate` brings the database up to date and ends.
@QuarkusMain
public final class Main {
  private static final int MISUSE = 2;

  Main() {}

  public static void main(String... arguments) {
    switch (String.join(" ", arguments)) {
      case "" -> Quarkus.run();
      case "migrate" -> System.exit(Migration.run(System.getenv()));
      default -> {
        System.err.println("Frost takes no argument, to serve, or `migrate`.");
        System.exit(MISUSE);
      }
    }
  }
}
