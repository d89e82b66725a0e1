package et.po.cli.run;

import et.po.cli.CommandException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/// Which port each program listens on, on loopback.
///
/// @param offset added to all of them, so that several runs fit on one machine
record Ports(int offset) {
  private static final int POSTGRESQL = 15_432;
  private static final int HIGHEST = 65_535 - 18_444;

  /// Where the management ports of the node's processes begin, when each role is one.
  private static final int ROLES = 9010;

  Ports {
    if (offset < 0 || offset > HIGHEST) {
      throw CommandException.misuse("--port-offset is a number from 0 to " + HIGHEST + ".");
    }
  }

  /// Those of a run whose PostgreSQL has this port.
  static Ports withPostgresql(int port) {
    return new Ports(port - POSTGRESQL);
  }

  int frost() {
    return frost(1);
  }

  /// @param copy which of several, from 1
  int frost(int copy) {
    return 3000 + copy - 1 + offset;
  }

  int frostManagement() {
    return frostManagement(1);
  }

  int frostManagement(int copy) {
    return 9001 + copy - 1 + offset;
  }

  int node() {
    return node(1);
  }

  /// Of the API; the other roles have none.
  int node(int copy) {
    return 18_080 + copy - 1 + offset;
  }

  int nodeManagement() {
    return 9000 + offset;
  }

  /// Where each role is a process.
  int nodeManagement(NodeRole role, int copy) {
    return role == NodeRole.API && copy == 1
        ? nodeManagement()
        : ROLES + (copy - 1) * NodeRole.values().length + role.ordinal() + offset;
  }

  /// Of the Bitcoin node's JSON-RPC, whichever node it is.
  int bitcoin() {
    return 18_443 + offset;
  }

  int bitcoinPeers() {
    return 18_444 + offset;
  }

  int rabbitmq() {
    return 5672 + offset;
  }

  int ipfsApi() {
    return 5001 + offset;
  }

  int ipfsGateway() {
    return 8080 + offset;
  }

  /// The one above is Vault's as well.
  int vault() {
    return 8200 + offset;
  }

  int smtp() {
    return 1025 + offset;
  }

  int postgresql() {
    return POSTGRESQL + offset;
  }

  /// Ends the command if another program has one of the ports.
  void requireFree(Services services, int copies) {
    Map<String, Integer> wanted = new LinkedHashMap<>();
    for (int copy = 1; copy <= copies; copy++) {
      wanted.put("frost" + NodeRole.suffix(copy), frost(copy));
      wanted.put("node" + NodeRole.suffix(copy), node(copy));
      wanted.put("frost" + NodeRole.suffix(copy) + "'s management", frostManagement(copy));
    }
    wanted.put("node's management", nodeManagement());
    wanted.put("the Bitcoin node", bitcoin());
    wanted.put("postgresql", postgresql());
    if (services == Services.REAL) {
      wanted.put("the Bitcoin node's peers", bitcoinPeers());
      wanted.put("rabbitmq", rabbitmq());
      wanted.put("ipfs", ipfsApi());
      wanted.put("ipfs's gateway", ipfsGateway());
      wanted.put("smtp", smtp());
      wanted.put("vault", vault());
      wanted.put("vault's cluster", vault() + 1);
      for (NodeRole role : NodeRole.values()) {
        for (int copy = 1; copy <= copies; copy++) {
          wanted.put(role.process(copy) + "'s management", nodeManagement(role, copy));
        }
      }
    }
    wanted.forEach(Ports::requireFree);
  }

  private static void requireFree(String who, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw CommandException.unable(
          "Port "
              + port
              + ", which "
              + who
              + " wants, is taken: stop what has it, or move all ports"
              + " with --port-offset, for example --port-offset 100.",
          e);
    }
  }
}
