package et.po.cli.verify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What `poet proof fetch` put beside an `.ots`: the claim and the receipt of the same work.
///
/// An `.ots` alone leads to a block that only its header could confirm; the receipt has that
/// header, and the claim says who claims what.
final class Beside {
  private static final List<String> TIMESTAMPS = List.of(".json.ots", ".work.ots");

  private Beside() {}

  /// The receipt, if it is there, for an `.ots` that has the name `poet proof fetch` gives.
  static Optional<Path> receipt(Path timestamp) {
    return file(timestamp, ".receipt.json");
  }

  static Optional<Path> claim(Path timestamp) {
    return file(timestamp, ".json");
  }

  private static Optional<Path> file(Path timestamp, String suffix) {
    return work(timestamp)
        .map(work -> timestamp.resolveSibling(work + suffix))
        .filter(Files::isRegularFile);
  }

  private static Optional<String> work(Path timestamp) {
    String name = String.valueOf(timestamp.getFileName());
    return TIMESTAMPS.stream()
        .filter(name::endsWith)
        .map(suffix -> name.substring(0, name.length() - suffix.length()))
        .findFirst();
  }
}
