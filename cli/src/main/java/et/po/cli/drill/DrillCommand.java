package et.po.cli.drill;

import et.po.cli.Checkout;
import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.ExitCode;
import et.po.cli.JsonOption;
import et.po.cli.Progress;
import et.po.cli.network.Namespaces;
import et.po.cli.run.NodeDatabase;
import et.po.cli.run.RunCommand;
import et.po.postgresql.Directory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `poet drill`: bad days, one after the other.
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    description = {
      "Takes a run's parts away by chance, and counts what is lost.",
      "Runs everything on real services under a stream of works, and kills or silences one part"
          + " after the other, cuts the line to it, or reorganises the chain. Afterwards every work"
          + " must be anchored once, with a proof that holds."
    },
    footer = {
      "",
      "Examples:  poet drill",
      "           poet drill --minutes 60 --copies 2 --seed 7",
      "It needs what ./poet tools fetches. Exit code 1 where a work is lost or doubled."
    })
public final class DrillCommand implements Callable<Integer> {
  private static final int SHORTEST_PAUSE = 3;
  private static final int PAUSES = 12;

  private final Console console;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "2",
      description = "How long things happen (${DEFAULT-VALUE}); the reckoning comes after.")
  private double minutes;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "20",
      description = "Works a second at most (${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--copies",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many processes of every role there are (${DEFAULT-VALUE}).")
  private int copies = 1;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of chance: the same seed chooses the same faults. It is told in any case.")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "A new directory for the run; without it one that is removed if all went well.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Moves every port by N (${DEFAULT-VALUE}), away from a run of your own.")
  private int portOffset;

  @Mixin private JsonOption json = new JsonOption();

  public DrillCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    if (!(minutes > 0) || rate < 1 || rate > 10_000) {
      throw CommandException.misuse("--minutes is above 0, and --rate is from 1 to 10000.");
    }
    RunCommand.requirePossible(portOffset, copies);
    Path directory =
        data.isPresent() ? unused(data.get()) : Files.createTempDirectory("poet-drill");
    long number = seed.orElseGet(() -> new Random().nextLong(1_000_000));
    Progress progress = console.progress();
    progress.step("Drill with seed %d, in %s".formatted(number, directory));
    Report report = report(directory, new Random(number), progress);
    report.lines().forEach(progress::step);
    if (json.isSet()) {
      console.answer(report.json());
    } else {
      console.answer(report.reckoning().line());
    }
    boolean clean = report.reckoning().isClean();
    if (clean && data.isEmpty()) {
      Directory.delete(directory);
    }
    return clean ? ExitCode.DONE : ExitCode.NEGATIVE;
  }

  private static Path unused(Path directory) throws IOException {
    if (Files.exists(directory)) {
      throw CommandException.misuse(directory + " is there already: a drill makes its own.");
    }
    return Files.createDirectories(directory.toAbsolutePath());
  }

  private Report report(Path directory, Random chance, Progress progress)
      throws IOException, InterruptedException, SQLException {
    Path run = directory.resolve("run");
    try {
      return drill(run, chance, progress);
    } catch (CommandException e) {
      if (!Files.exists(run)) {
        // It was refused, and the sentence is all there is to know of it.
        Directory.delete(directory);
      }
      throw e;
    }
  }

  private Report drill(Path directory, Random chance, Progress progress)
      throws InterruptedException, SQLException {
    try (DrilledRun run =
            DrilledRun.start(
                Checkout.ofLauncher(), directory, portOffset, copies, network(progress), progress);
        Recovery recovery = new Recovery(run.management())) {
      progress.step("Everything runs.");
      Node node = new Node(run.apis());
      WorkStream stream = new WorkStream(node, rate);
      stream.start();
      Tally tally = new Tally();
      Instant begun = Instant.now();
      Instant end = begun.plus(Duration.ofMillis((long) (minutes * 60_000)));
      Faults faults = new Faults(run, chance);
      while (Instant.now().isBefore(end)) {
        Duration pause = Duration.ofSeconds(SHORTEST_PAUSE + chance.nextInt(PAUSES));
        Duration left = Duration.between(Instant.now(), end);
        Thread.sleep(pause.compareTo(left) < 0 ? pause : left);
        Duration remaining = Duration.between(Instant.now(), end);
        if (!remaining.isPositive()) {
          break;
        }
        Fault fault = faults.next(remaining);
        fault.lasting().ifPresent(text -> progress.waiting(line(begun, stream, text, List.of())));
        Optional<String> happened = fault.happen();
        if (happened.isPresent()) {
          tally.add(fault);
          progress.step(line(begun, stream, happened.get(), recovery.unready()));
        }
      }
      stream.stop();
      progress.step("The reckoning of %d works".formatted(stream.accepted().size()));
      Reckoning reckoning =
          Reckoning.of(
              tally.kills(),
              stream.accepted(),
              node,
              new RunLedger(
                  new NodeDatabase(run.endpoint("postgresql")),
                  new Chain(run.endpoint("bitcoin.rpc"))),
              progress);
      return new Report(reckoning, tally, recovery.longest(), stream.longestGap());
    }
  }

  /// With lines to cut, where there can be some.
  private static String network(Progress progress) {
    Optional<String> problem = Namespaces.problem();
    problem.ifPresent(sentence -> progress.step("No line will be cut. " + sentence));
    return problem.isPresent() ? "loopback" : "namespaces";
  }

  private static String line(
      Instant begun, WorkStream stream, String happened, List<String> unready) {
    Duration passed = Duration.between(begun, Instant.now());
    String waiting = unready.isEmpty() ? "" : "; not ready: " + String.join(", ", unready);
    return "  %3d:%02d %6d works  %s%s"
        .formatted(
            passed.toMinutes(),
            passed.toSecondsPart(),
            stream.accepted().size(),
            happened,
            waiting);
  }
}
