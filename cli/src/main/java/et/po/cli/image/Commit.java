package et.po.cli.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The commit that a checkout is at.
final class Commit {
  private Commit() {}

  /// As programs' builds write it down: with `-changed` where files differ from it, `unknown` where
  /// the checkout is no repository.
  static String of(Path checkout) {
    String commit =
        git(checkout, "describe", "--always", "--abbrev=40", "--exclude=*", "--dirty=-changed");
    return commit.isEmpty() ? "unknown" : commit;
  }

  private static String git(Path checkout, String... arguments) {
    try {
      ProcessBuilder builder = new ProcessBuilder("git", "-C", checkout.toString());
      builder.command().addAll(List.of(arguments));
      Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? said.strip() : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
