package et.po.cli.admin;

import et.po.cli.Checkout;
import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.ExitCode;
import et.po.cli.run.LocalMigration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `poet admin migrate`: databases brought up to date.
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Brings the databases up to date.",
      "That of node where NODE_DATABASE_URL is set, that of frost where FROST_DATABASE_URL is; with"
          + " --data, both of a local run."
    },
    footer = {
      "",
      "Example:  poet admin migrate --data ~/.local/share/poet",
      "poet run does this by itself."
    })
final class MigrateCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--data", paramLabel = "DIR", description = "The data directory of a local run.")
  private Optional<Path> data = Optional.empty();

  MigrateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Checkout checkout = Checkout.ofLauncher();
    if (data.isPresent()) {
      new LocalMigration(checkout, console.progress()).migrate(data.get());
      return ExitCode.DONE;
    }
    List<String> programs = named(System.getenv());
    if (programs.isEmpty()) {
      throw CommandException.misuse(
          "Which database? Neither NODE_DATABASE_URL nor FROST_DATABASE_URL is set; --data names a"
              + " local run.");
    }
    for (String program : programs) {
      console.say("Bringing the database of " + program + " up to date");
      Path jar = checkout.built(program + "/target/quarkus-app/quarkus-run.jar");
      int code = Foreground.java(List.of("-jar", jar.toString(), "migrate"));
      if (code != ExitCode.DONE) {
        return ExitCode.UNABLE;
      }
    }
    return ExitCode.DONE;
  }

  static List<String> named(Map<String, String> environment) {
    return List.of("node", "frost").stream()
        .filter(program ->
            !environment
                .getOrDefault(program.toUpperCase(java.util.Locale.ROOT) + "_DATABASE_URL", "")
                .isBlank())
        .toList();
  }
}
