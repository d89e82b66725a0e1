package et.po.cli.run;

import java.util.Locale;

/// The roles of the node, as processes of a local run.
enum NodeRole {
  API(384, 16),
  STORAGE_WRITER(256, 6),
  BATCH_WRITER(320, 6),
  BLOCKCHAIN_WRITER(192, 6),
  BLOCKCHAIN_READER(256, 6),
  BATCH_READER(320, 6),
  STORAGE_READER(320, 6),
  VIEW(256, 6),
  HEALTH(192, 4);

  private final int memory;
  private final int connections;

  NodeRole(int memory, int connections) {
    this.memory = memory;
    this.connections = connections;
  }

  /// What the node's settings call it.
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Megabytes of heap.
  int memory() {
    return memory;
  }

  /// To the database.
  int connections() {
    return connections;
  }
}
