package et.po.cli.run;

import et.po.cli.Checkout;
import et.po.cli.CommandException;
import et.po.cli.LocalRun;
import et.po.cli.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Has the node of a local run that runs handle messages once more that were set aside, or throw
/// them away.
public final class LocalReplay {
  private final LocalDatabase database;

  public LocalReplay(Checkout checkout, Progress progress) {
    this.database = new LocalDatabase(checkout, progress);
  }

  /// The node's own exit code; it speaks for itself on this process's streams.
  ///
  /// @param arguments the node's: `replay`, and what follows it
  public int run(Path directory, List<String> arguments) throws IOException {
    Path path = new Layout(directory).path();
    LocalRun run = new LocalRun(path);
    if (run.endpoint("node").isEmpty() || !DirectoryLock.isHeld(path)) {
      throw CommandException.unable(
          "Nothing runs on "
              + path
              + ": messages that were set aside are handled once more when it starts.");
    }
    // On embedded services there is no broker, whatever is inherited.
    Map<String, Optional<String>> broker = Map.of("NODE_RABBITMQ_URL", run.endpoint("rabbitmq"));
    AtomicInteger code = new AtomicInteger();
    database.with(
        directory, (_, programs) -> code.set(Foreground.run(programs.node(), arguments, broker)));
    return code.get();
  }
}
