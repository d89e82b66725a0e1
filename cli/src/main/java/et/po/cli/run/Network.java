package et.po.cli.run;

import et.po.cli.CommandException;
import et.po.cli.network.Namespaces;

/// What the parts of a local run reach each other over.
enum Network {
  /// All are on loopback.
  LOOPBACK,
  /// Each server, and each role but those that the outside talks to, has a namespace of its own.
  NAMESPACES;

  /// Ends the command, before anything is made, where it cannot be had.
  void require(Services services) {
    if (this == LOOPBACK) {
      return;
    }
    if (services == Services.EMBEDDED) {
      throw CommandException.misuse(
          "--network namespaces needs --services real: on embedded services the node is one"
              + " process.");
    }
    Namespaces.problem()
        .ifPresent(problem -> {
          throw CommandException.unable("--network namespaces: " + problem);
        });
  }
}
