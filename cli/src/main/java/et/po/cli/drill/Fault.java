package et.po.cli.drill;

import java.util.Optional;

/// Something that happens to a run.
interface Fault {
  /// What happened, for the drill's log; empty if there was nothing to do it to just now.
  Optional<String> happen() throws InterruptedException;

  /// What goes on while it happens; empty where it takes no time.
  default Optional<String> lasting() {
    return Optional.empty();
  }

  /// What it is counted as.
  String kind();

  /// Whether a process dies of it by `kill -9`.
  default boolean kills() {
    return false;
  }
}
