package et.po.cli.admin;

import et.po.cli.Checkout;
import et.po.cli.CommandException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `poet admin replay`: messages that roles of the node set aside, handled once more.
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description =
        "Has the node handle messages once more that a role set aside because it failed on them again"
            + " and again. Takes the settings of the node from the environment.",
    footer = {"", "Example:  poet admin replay view"})
final class ReplayCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "ROLE",
      description = "Whose messages; without it, those of all roles.")
  private Optional<String> role = Optional.empty();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Checkout checkout = Checkout.ofLauncher();
    if (!MigrateCommand.named(System.getenv()).contains("node")) {
      throw CommandException.misuse("Which database? NODE_DATABASE_URL is not set.");
    }
    Path jar = checkout.built("node/target/quarkus-app/quarkus-run.jar");
    List<String> arguments = new ArrayList<>(List.of("-jar", jar.toString(), "replay"));
    role.ifPresent(arguments::add);
    return Foreground.java(arguments);
  }
}
