package et.po.cli.admin;

import et.po.cli.Checkout;
import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.run.LocalKeyRotation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `poet admin rotate-keys`: the keys of all accounts, wrapped with the current key.
@Command(
    name = "rotate-keys",
    mixinStandardHelpOptions = true,
    description = {
      "Wraps the keys of all accounts with the current key.",
      "That is the current master key, or Vault's. Frost goes on serving meanwhile. Takes the"
          + " settings of Frost from the environment; with --data, those of a local run."
    },
    footer = {
      "",
      "Example:  poet admin rotate-keys --data ~/.local/share/poet",
      "Exit code 1 where the keys of some accounts do not unwrap; stopped, it goes on when it is run"
          + " again."
    })
final class RotateKeysCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--data", paramLabel = "DIR", description = "The data directory of a local run.")
  private Optional<Path> data = Optional.empty();

  RotateKeysCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Checkout checkout = Checkout.ofLauncher();
    if (data.isPresent()) {
      return new LocalKeyRotation(checkout, console.progress()).rotate(data.get());
    }
    if (!MigrateCommand.named(System.getenv()).contains("frost")) {
      throw CommandException.misuse(
          "Which database? FROST_DATABASE_URL is not set; --data names a local run.");
    }
    Path jar = checkout.built("frost/target/quarkus-app/quarkus-run.jar");
    return Foreground.java(List.of("-jar", jar.toString(), "rotate-keys"));
  }
}
