package et.po.cli.admin;

import et.po.cli.Checkout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `poet test`: the whole check. The script `poet` takes it before this program is built; here is
/// its help, and the same check for whoever comes another way.
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Builds everything from source and runs the tests.",
      "It is the whole check of a checkout."
    },
    footer = {"", "Example:  poet test --quick", "Exit code 1 where a test fails."})
public final class TestCommand implements Callable<Integer> {
  private static final class Extent {
    @Option(
        names = "--quick",
        description = "Leaves out the tests that need a tool which is not embedded.")
    private boolean quick;

    @Option(
        names = "--all",
        description =
            "Runs every test: fetches the real servers that take long to build as well. Without it"
                + " their tests run where poet tools has fetched them.")
    private boolean all;
  }

  @ArgGroup private Extent extent = new Extent();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Checkout checkout = Checkout.ofLauncher();
    List<String> command = new ArrayList<>(List.of(checkout.built("tools/test").toString()));
    if (extent.quick) {
      command.add("--quick");
    }
    if (extent.all) {
      command.add("--all");
    }
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
