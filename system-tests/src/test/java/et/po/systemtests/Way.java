package et.po.systemtests;

import et.po.servers.Bitcoind;
import et.po.servers.Kubo;
import et.po.servers.RabbitMq;
import java.util.List;

/// How the same programs are run.
///
/// Each has ports of its own, options of `poet run`, and what its programs stand on, by the names
/// of the processes.
enum Way {
  ONE_PROCESS(910, List.of(), List.of("postgresql", "regtest")),
  PROCESS_PER_ROLE(
      1_130, List.of("--services", "real"), List.of("postgresql", "rabbitmq", "bitcoin", "ipfs")),
  TWO_OF_EVERY_ROLE(
      1_370,
      List.of("--services", "real", "--copies", "2"),
      List.of("postgresql", "rabbitmq", "bitcoin", "ipfs"));

  private static final List<String> ROLES =
      List.of(
          "api",
          "storage-writer",
          "batch-writer",
          "blockchain-writer",
          "blockchain-reader",
          "batch-reader",
          "storage-reader",
          "view",
          "health");

  private final int portOffset;
  private final List<String> options;
  private final List<String> backing;

  Way(int portOffset, List<String> options, List<String> backing) {
    this.portOffset = portOffset;
    this.options = options;
    this.backing = backing;
  }

  int portOffset() {
    return Checkout.PORT_OFFSET + portOffset;
  }

  List<String> options() {
    return options;
  }

  List<String> backing() {
    return backing;
  }

  /// Whether all that it needs is there.
  boolean canRun() {
    return this == ONE_PROCESS || RabbitMq.isFetched() && Kubo.isFetched() && Bitcoind.isFetched();
  }

  /// One process of every role.
  List<String> oneOfEveryRole() {
    return switch (this) {
      case ONE_PROCESS -> List.of("node");
      case PROCESS_PER_ROLE, TWO_OF_EVERY_ROLE -> ROLES.stream().map(this::process).toList();
    };
  }

  /// The process that runs a role; of several the first.
  String process(String role) {
    return this == ONE_PROCESS ? "node" : "node-" + role;
  }
}
