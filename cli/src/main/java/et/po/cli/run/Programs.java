package et.po.cli.run;

import java.util.List;

/// What a local run consists of, besides PostgreSQL.
///
/// @param backing what the programs stand on, such as the chain
/// @param nodes the processes of the node; each knows its database, so that any can migrate it
/// @param frosts the processes of Frost; of them too any can migrate its database
/// @param migrate what is added to the command of node or frost to bring its schema up to date
record Programs(
    List<Service> backing, List<Program> nodes, List<Program> frosts, List<String> migrate) {
  Programs {
    backing = List.copyOf(backing);
    nodes = List.copyOf(nodes);
    frosts = List.copyOf(frosts);
    migrate = List.copyOf(migrate);
  }

  /// What migrates the node's database.
  Program node() {
    return nodes.getFirst();
  }

  /// What migrates Frost's database.
  Program frost() {
    return frosts.getFirst();
  }
}
