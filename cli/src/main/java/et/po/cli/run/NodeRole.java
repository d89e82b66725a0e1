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

  /// What a process of it is called.
  ///
  /// @param copy which of several, from 1
  String process(int copy) {
    return "node-" + text() + suffix(copy);
  }

  /// What is added to the name of a copy: the first is called as if it were alone.
  static String suffix(int copy) {
    return copy == 1 ? "" : "-" + copy;
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
