package et.po.cli.run;

import et.po.cli.Checkout;
import et.po.cli.CommandException;
import et.po.cli.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    database.with(directory, (_, programs) -> code.set(run(programs.frost())));
    return code.get();
  }

  private static int run(Program frost) throws IOException {
    List<String> command = new ArrayList<>(frost.command());
    command.add("rotate-keys");
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(frost.environment());
    try {
      return builder.start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.unable("It was interrupted.", e);
    }
  }
}
