package et.po.cli.admin;

import et.po.cli.Checkout;
import et.po.cli.CommandException;
import et.po.cli.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `poet bench`: the benchmarks, in a JVM of their own.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how fast it is on this machine.",
      "It prints a figure a line, with its unit and what it is compared with."
    },
    footer = {"", "Names: " + BenchCommand.NAMES + ".", "Example:  poet bench --json figures.json"})
public final class BenchCommand implements Callable<Integer> {
  /// As the benchmarks name themselves.
  static final String NAMES =
      "ed25519, claim-parse, claim-verify, claim-sign, batch-100000, ots-size, run, accounts,"
          + " addresses, ipfs, rebuild";

  private static final String MAIN = "et.po.benchmarks.Bench";

  private final Console console;

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "Which; all of them without one.")
  private List<String> names = List.of();

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there as well.")
  private Optional<Path> json = Optional.empty();

  public BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> known = List.of(NAMES.split(", "));
    names.stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw CommandException.misuse(
              "There is no benchmark " + name + "; there are " + NAMES + ".");
        });
    Checkout checkout = Checkout.ofLauncher();
    Path classes = checkout.built("benchmarks/target/poet-benchmarks-0.1.0.jar");
    Path libraries = checkout.built("benchmarks/target/lib");
    List<String> arguments = new ArrayList<>();
    arguments.add("-Dpoet.root=" + checkout.root());
    arguments.addAll(List.of("-cp", classes + ":" + libraries + "/*", MAIN));
    arguments.addAll(names);
    json.ifPresent(file -> arguments.addAll(List.of("--json", file.toString())));
    console.say("Measuring; this takes some minutes.");
    return Foreground.java(arguments);
  }
}
