package et.po.cli.cluster.drill;

import et.po.cli.Checkout;
import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.ExitCode;
import et.po.cli.cluster.Cluster;
import et.po.cli.cluster.ClusterDirectory;
import et.po.cli.cluster.Kubectl;
import et.po.cli.cluster.Neighbour;
import et.po.cli.cluster.Releases;
import et.po.cli.cluster.WhichCluster;
import et.po.cli.run.NodeDatabase;
import et.po.cli.run.Secrets;
import et.po.postgresql.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `poet cluster drill`.
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    description = {
      "Drills a cluster, while clients read and register works.",
      "Upgrades every release and rolls it back, drains each node, ends programs with kill -9, and"
          + " cuts a zone off. No request may fail for the upgrade, the rollback and the drains, and"
          + " no work may be lost or doubled. A restart without the pauses that pods make before"
          + " they end must fail, or the check would be none."
    },
    footer = {
      "",
      "Example:  poet cluster drill",
      "It needs a cluster of three zones, with Po.et on it: poet cluster up, poet cluster install."
    })
public final class DrillCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private WhichCluster which = new WhichCluster();

  public DrillCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException, IOException, SQLException {
    ClusterDirectory directory = which.running(console);
    Kubectl kubectl = new Kubectl(directory.kubeconfig());
    Releases releases = new Releases(Checkout.ofLauncher().root(), directory, console.progress());
    ClusterDrill drill =
        new ClusterDrill(
            new Operations(directory, releases),
            service(kubectl, Releases.NODE + "-api", 18080),
            service(kubectl, Releases.FROST, 3000),
            database(kubectl, directory),
            console);
    try (Precedence _ = Precedence.take()) {
      return drill.run() ? ExitCode.DONE : ExitCode.NEGATIVE;
    }
  }

  private static URI service(Kubectl kubectl, String name, int port) {
    String address =
        kubectl.find(
            "--namespace",
            Cluster.NAMESPACE,
            "get",
            "service",
            name,
            "-o",
            "jsonpath={.spec.clusterIP}");
    if (address.isEmpty()) {
      throw CommandException.negative(
          "There is no Service " + name + ": poet cluster install makes it.");
    }
    return URI.create("http://" + address + ":" + port);
  }

  private static NodeDatabase database(Kubectl kubectl, ClusterDirectory directory)
      throws IOException {
    Neighbour server = Neighbour.POSTGRESQL;
    String host =
        kubectl.find(
            "--namespace",
            server.namespace(),
            "get",
            "endpointslice",
            server.name(),
            "-o",
            "jsonpath={.endpoints[0].addresses[0]}");
    String password =
        Secrets.in(directory.secrets(), new SecureRandom()).of(Secrets.Name.POSTGRESQL);
    return new NodeDatabase(
        URI.create(
            "postgresql://"
                + PostgresServer.USER
                + ":"
                + password
                + "@"
                + host
                + ":"
                + server.port()));
  }
}
