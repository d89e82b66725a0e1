package et.po.cli.run;

import java.util.List;

/// What a local run consists of, besides PostgreSQL.
///
/// @param backing what the programs stand on, such as the chain
/// @param nodes the processes of the node; each knows its database, so that any can migrate it
/// @param migrate what is added to the command of node or frost to bring its schema up to date
record Programs(List<Service> backing, List<Program> nodes, Program frost, List<String> migrate) {
  Programs {
    backing = List.copyOf(backing);
    nodes = List.copyOf(nodes);
    migrate = List.copyOf(migrate);
  }

  /// What migrates the node's database.
  Program node() {
    return nodes.getFirst();
  }
}
