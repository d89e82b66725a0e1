package et.po.protocol.batch;

import et.po.protocol.ipfs.Sha256;
import java.util.List;
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

  /// From the path of a work file the path of the work itself: one more step, below the others.
  public HashPath fromWork() {
    return new HashPath(Stream.concat(Stream.of(HashStep.BARE), steps.stream()).toList());
  }
}
