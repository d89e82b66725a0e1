package et.po.cli.cluster;

import et.po.cli.Checkout;
import et.po.cli.Console;
import et.po.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `poet cluster install`.
@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    description = {
      "Installs Po.et on a cluster by Helm.",
      "Returns when its pods are ready. These are the releases node-regtest and frost-api of QA, in the namespace poet. What is"
          + " installed already is brought up to date."
    },
    footer = {"", "Example:  poet cluster install"})
final class InstallCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private WhichCluster which = new WhichCluster();

  InstallCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ClusterDirectory directory = which.running(console);
    new Releases(Checkout.ofLauncher().root(), directory, console.progress()).install();
    console.answer(new Helm(directory.kubeconfig()).list().strip());
    return ExitCode.DONE;
  }
}
