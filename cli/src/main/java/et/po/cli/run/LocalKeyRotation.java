package et.po.cli.run;

import et.po.cli.Checkout;
import et.po.cli.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Wraps the account keys of a local run again, whether it runs or not.
public final class LocalKeyRotation {
  private final LocalDatabase database;

  public LocalKeyRotation(Checkout checkout, Progress progress) {
    this.database = new LocalDatabase(checkout, progress);
  }

  /// Frost's own exit code; it speaks for itself on this process's streams.
  public int rotate(Path directory) throws IOException {
    AtomicInteger code = new AtomicInteger();
    database.with(
        directory,
        (_, programs) ->
            code.set(Foreground.run(programs.frost(), List.of("rotate-keys"), Map.of())));
    return code.get();
  }
}
