package et.po.cli.verify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What `poet proof fetch` put beside an `.ots`: the claim and the receipt of the same work.
///
/// An `.ots` alone leads to a block that only its header could confirm; the receipt has that
/// header, and the claim says who claims what.
final class Beside {
  private static final List<String> TIMESTAMPS = List.of(".json.ots", ".work.ots");

  private Beside() {}

  /// The files that are there, for an `.ots` that has the name `poet proof fetch` gives.
  static List<Path> of(Path timestamp) {
    return work(timestamp)
        .map(work -> Stream.of(work + ".receipt.json", work + ".json"))
        .orElse(Stream.empty())
        .map(timestamp::resolveSibling)
        .filter(Files::isRegularFile)
        .toList();
  }

  private static Optional<String> work(Path timestamp) {
    String name = String.valueOf(timestamp.getFileName());
    return TIMESTAMPS.stream()
        .filter(name::endsWith)
        .map(suffix -> name.substring(0, name.length() - suffix.length()))
        .findFirst();
  }
}
