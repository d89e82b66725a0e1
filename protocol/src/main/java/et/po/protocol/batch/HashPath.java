package et.po.protocol.batch;

import et.po.protocol.ipfs.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Steps from a file's digest up to a batch root's.
public record HashPath(List<HashStep> steps) {
  public HashPath {
    steps = List.copyOf(steps);
  }

  /// Where the path leads from this digest.
  public Sha256 apply(Sha256 digest) {
    Sha256 at = digest;
    for (HashStep step : steps) {
      at = step.apply(at);
    }
    return at;
  }

  /// The names that the directories on the path have for it, from the root down, separated by `/`;
  /// empty unless every step leads through a directory.
  public Optional<String> path() {
    List<String> names = new ArrayList<>();
    for (HashStep step : steps.reversed()) {
      Optional<String> name = step.name();
      if (name.isEmpty()) {
        return Optional.empty();
      }
      names.add(name.get());
    }
    return Optional.of(String.join("/", names));
  }

  /// From the path of a work file the path of the work itself: one more step, below the others.
  public HashPath fromWork() {
    return new HashPath(Stream.concat(Stream.of(HashStep.BARE), steps.stream()).toList());
  }
}
