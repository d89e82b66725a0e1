package et.po.cli.run;

import java.util.List;

/// The programs of a local run, once PostgreSQL is there.
///
/// @param node which needs the chain
/// @param migrate what is added to the command of node or frost to bring its schema up to date
record Programs(Program regtest, Program node, Program frost, List<String> migrate) {
  Programs {
    migrate = List.copyOf(migrate);
  }
}
