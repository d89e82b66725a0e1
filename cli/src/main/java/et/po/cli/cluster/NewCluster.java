package et.po.cli.cluster;

import et.po.cli.CommandException;
import picocli.CommandLine.Option;

/// The options that say what a cluster is made of.
final class NewCluster {
  /// What its nodes are.
  enum Nodes {
    /// Kubelets with real containers.
    REAL
  }

  private static final int MOST_ZONES = 3;

  @Option(
      names = "--nodes",
      paramLabel = "real",
      defaultValue = "real",
      description = "What its nodes are (${DEFAULT-VALUE}): real ones run containers.")
  private Nodes nodes = Nodes.REAL;

  @Option(
      names = "--zones",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many zones, with a node each (${DEFAULT-VALUE}; 1 to 3).")
  private int zones = MOST_ZONES;

  int zones() {
    if (zones < 1 || zones > MOST_ZONES) {
      throw CommandException.misuse("--zones is a number from 1 to " + MOST_ZONES + ".");
    }
    return zones;
  }
}
