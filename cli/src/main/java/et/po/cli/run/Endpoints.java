package et.po.cli.run;

import et.po.cli.LocalRun;
import et.po.cli.Members;
import et.po.cli.OwnerFile;
import et.po.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file that tells scripts where everything is, credentials included. It is there while
/// everything is ready.
///
/// Where there are several of a role, the first is named as if it were alone, and others have their
/// number in their name: `node` and `node-2` are two processes of the node's API.
///
/// @param copies how many processes there are of every role
record Endpoints(Addresses addresses, Services services, int copies) {
  void write(Path data) throws IOException {
    OwnerFile.replace(
        data.resolve(LocalRun.ENDPOINTS),
        (json(data).text() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  static void remove(Path data) throws IOException {
    Files.deleteIfExists(data.resolve(LocalRun.ENDPOINTS));
  }

  private JsonObject json(Path data) {
    Ports ports = addresses.ports();
    Members members =
        new Members()
            .put("frost", http(ports.frost()))
            .put("node", http(ports.node()))
            .put("frost.management", http(ports.frostManagement()))
            .put("node.management", http(ports.nodeManagement()))
            .put("postgresql", addresses.postgresql())
            .put("bitcoin.rpc", addresses.bitcoin());
    if (services == Services.REAL) {
      members
          .put("rabbitmq", addresses.rabbitmq())
          .put("ipfs.api", addresses.ipfsApi())
          .put("ipfs.gateway", addresses.ipfsGateway());
      if (Files.exists(new Layout(data).server("vault"))) {
        members.put("vault", addresses.vault());
      }
      if (Files.exists(new Layout(data).server("smtp"))) {
        members.put("smtp", addresses.smtp());
      }
      putProcesses(members);
    }
    return members.object();
  }

  private void putProcesses(Members members) {
    for (int copy = 1; copy <= copies; copy++) {
      Ports ports = addresses.ports();
      String suffix = NodeRole.suffix(copy);
      if (copy > 1) {
        members
            .put("frost" + suffix, http(ports.frost(copy)))
            .put("frost" + suffix + ".management", http(ports.frostManagement(copy)))
            .put("node" + suffix, http(ports.node(copy)));
      }
      for (NodeRole role : NodeRole.values()) {
        members.put(role.process(copy) + ".management", addresses.management(role, copy));
      }
    }
  }

  private static String http(int port) {
    return "http://127.0.0.1:" + port;
  }
}
