package et.po.cli.image;

import et.po.cli.Version;
import et.po.images.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;

/// The commit that a checkout is at.
final class Commit {
  private static final String SOURCE = "https://po.et";

  private Commit() {}

  /// Where the checkout is no repository, the commit is called unknown, and its time is 1970.
  static Origin origin(Path checkout) {
    String hash = git(checkout, "rev-parse", "HEAD");
    boolean changed = !git(checkout, "status", "--porcelain", "--untracked-files=no").isEmpty();
    return new Origin(
        Version.number(),
        hash.isEmpty() ? "unknown" : hash + (changed ? "-changed" : ""),
        time(git(checkout, "log", "-1", "--format=%cI")),
        SOURCE);
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
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
