package et.po.cli.run;

import et.po.cli.Checkout;
import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.DurationText;
import et.po.cli.ExitCode;
import et.po.cli.LocalRun;
import et.po.cli.Progress;
import et.po.cli.network.Namespaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `poet run`: everything on this machine.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Starts everything on this machine, and runs until it is stopped.",
      "That is PostgreSQL, a Bitcoin regtest chain, a node and Frost; with --services real RabbitMQ,"
          + " IPFS and Vault too, and a process for each role of the node. Prints the addresses when"
          + " all is ready, and runs until Ctrl-C or SIGTERM."
    },
    footer = {
      "",
      "Examples:  poet run",
      "           poet run --data /tmp/other --port-offset 100",
      "           poet run --services real --copies 2",
      "While it runs, endpoints.json in the data directory has all addresses with credentials."
    })
public final class RunCommand implements Callable<Integer> {
  /// Where the programs come from.
  interface Source {
    Programs programs(RunSettings settings, Layout data, Secrets secrets);
  }

  private final Console console;
  private final Source source;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where all state is; without it poet in the user's data directory.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      defaultValue = "0",
      description = "Moves every port by N, so that two can run side by side.")
  private int portOffset;

  @Option(
      names = "--block-interval",
      paramLabel = "DURATION",
      converter = DurationText.class,
      defaultValue = "3s",
      description =
          "How often the chain gets a block while transactions wait and for six blocks after"
              + " (${DEFAULT-VALUE}; such as 500ms, 3s or PT3S); otherwise it gets one seldom.")
  private Duration blockInterval = Duration.ofSeconds(3);

  @Option(
      names = "--batch-interval",
      paramLabel = "DURATION",
      converter = DurationText.class,
      defaultValue = "5s",
      description =
          "How long claims wait for company before they are anchored (${DEFAULT-VALUE}; such as"
              + " 500ms, 5s or PT5S).")
  private Duration batchInterval = Duration.ofSeconds(5);

  @Option(
      names = "--services",
      paramLabel = "embedded|real",
      defaultValue = "embedded",
      description =
          "Which servers it stands on (${DEFAULT-VALUE}): real is RabbitMQ, IPFS, a Bitcoin"
              + " daemon, and Vault where it is fetched (see poet tools), with a process for"
              + " every role.")
  private Services services = Services.EMBEDDED;

  @Option(
      names = "--copies",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many processes of every role of the node, and of Frost (${DEFAULT-VALUE}; with"
              + " --services real).")
  private int copies = 1;

  @Option(
      names = "--network",
      paramLabel = "loopback|namespaces",
      defaultValue = "loopback",
      description =
          "What the parts reach each other over (${DEFAULT-VALUE}): namespaces gives each a line of"
              + " its own that a drill can cut; needs root and iproute2.")
  private Network network = Network.LOOPBACK;

  @Option(names = "--observe", hidden = true, description = "Adds metrics, dashboards and traces.")
  private boolean observe;

  public RunCommand(Console console) {
    this(
        console,
        (settings, data, secrets) ->
            InstalledPrograms.in(Checkout.ofLauncher(), settings, data, secrets));
  }

  RunCommand(Console console, Source source) {
    this.console = console;
    this.source = source;
  }

  /// Ends the command if no run on real services can have these: for commands that start one.
  public static void requirePossible(int portOffset, int copies) {
    RunSettings.requirePossible(copies);
    // Its ports say what is wrong with them.
    new Ports(portOffset);
  }

  @Override
  public Integer call() throws IOException {
    if (observe) {
      throw CommandException.unable("--observe is not built yet; leave it out.");
    }
    RunSettings settings =
        new RunSettings(
            data.orElseGet(() -> LocalRun.usualDirectory(System.getenv())),
            new Ports(portOffset),
            blockInterval,
            batchInterval,
            services,
            copies);
    network.require(services);
    if (services == Services.REAL) {
      RealServices.requireFetched();
    }
    StopSignal signal = StopSignal.ofProcess();
    int exitCode = ExitCode.UNABLE;
    try {
      run(settings, signal);
      exitCode = ExitCode.DONE;
    } finally {
      signal.finished(exitCode);
    }
    return exitCode;
  }

  private void run(RunSettings asked, StopSignal signal) throws IOException {
    Instant begun = Instant.now();
    Progress progress = console.progress();
    try (DataDirectory directory = DataDirectory.open(asked.data());
        Namespaces namespaces = new Namespaces(asked.data())) {
      RunSettings settings = network == Network.LOOPBACK ? asked : asked.at(namespaces);
      Layout layout = directory.layout();
      boolean isNew = !Files.exists(layout.postgresql());
      settings.services().claim(layout.services(), isNew);
      Leftovers.stop(layout, progress);
      Endpoints.remove(layout.path());
      settings.ports().requireFree(settings.services(), settings.copies());
      Secrets secrets = Secrets.in(layout.secrets(), new SecureRandom());
      Programs programs = source.programs(settings, layout, secrets);
      directory.keep();
      progress.step("Starting Po.et in " + layout.path());
      Addresses addresses = new Addresses(settings.ports(), secrets, settings.places());
      LocalNetwork parts = new LocalNetwork(layout, addresses, programs, progress);
      signal.onRequest(parts::giveUp);
      try {
        List<String> unready = parts.start();
        new Endpoints(addresses, settings.services(), settings.copies()).write(layout.path());
        console.answer(Welcome.text(settings, layout, begun, isNew, unready));
        signal.await();
      } catch (CommandException e) {
        if (!signal.isRequested()) {
          throw e;
        }
      } finally {
        Endpoints.remove(layout.path());
        progress.step("Stopping Po.et");
        parts.stop();
        progress.step("Stopped.");
      }
    }
  }
}
