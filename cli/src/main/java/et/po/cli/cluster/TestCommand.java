package et.po.cli.cluster;

import et.po.cli.Checkout;
import et.po.cli.Console;
import et.po.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `poet cluster test`.
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Shows that the charts and images work, on a cluster of real nodes.",
      "Makes the cluster where none runs, installs Po.et by Helm, and has helm test make an account,"
          + " post a work and see it anchored. A cluster that it made is taken away if all went well."
    },
    footer = {"", "Example:  poet cluster test --nodes real"})
final class TestCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private NewCluster made = new NewCluster();

  @Mixin private WhichCluster which = new WhichCluster();

  TestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    int zones = made.zones();
    ClusterDirectory directory = which.directory();
    Cluster cluster = new Cluster(directory, console.progress());
    boolean isThere = cluster.isRunning();
    if (!isThere) {
      cluster = UpCommand.make(directory, zones, console);
    }
    new Releases(Checkout.ofLauncher().root(), directory, console.progress()).install();
    Helm helm = new Helm(directory.kubeconfig());
    helm.test(Releases.FROST);
    // What Helm itself shows are logs of pods alone, and the test is a Job.
    console.answer(
        new Kubectl(directory.kubeconfig())
            .find("--namespace", Cluster.NAMESPACE, "logs", "job/" + Releases.FROST + "-smoke"));
    console.answer(helm.list().strip());
    if (!isThere) {
      cluster.down();
    }
    return ExitCode.DONE;
  }
}
