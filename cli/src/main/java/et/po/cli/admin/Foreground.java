package et.po.cli.admin;

import et.po.cli.Checkout;
import java.io.IOException;
import java.util.List;

/// Programs with this process's own streams and environment.
final class Foreground {
  private Foreground() {}

  /// @return the program's exit code
  static int java(List<String> arguments) throws IOException, InterruptedException {
    return new ProcessBuilder(Checkout.java(arguments)).inheritIO().start().waitFor();
  }
}
