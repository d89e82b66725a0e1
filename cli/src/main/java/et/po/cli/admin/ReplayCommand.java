package et.po.cli.admin;

import et.po.cli.Checkout;
import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.run.LocalReplay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `poet admin replay`: messages that roles of the node set aside, handled once more or thrown
/// away.
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Has messages that were set aside handled again, or thrown away.",
      "A role sets a message aside when it failed on it again and again. Takes the settings of the"
          + " node from the environment (NODE_DATABASE_URL, NODE_RABBITMQ_URL); with --data, those"
          + " of a local run."
    },
    footer = {
      "",
      "Examples:  poet admin replay view",
      "           poet admin replay --data ~/.local/share/poet",
      "           poet admin replay --one-process",
      "           poet admin replay --drop view"
    })
final class ReplayCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "ROLE",
      description = "Whose messages; without it, those of all roles.")
  private Optional<String> role = Optional.empty();

  @Option(
      names = "--drop",
      description = "Throws the messages of ROLE away: what is left after a replay, and is junk.")
  private boolean drop;

  @Option(names = "--data", paramLabel = "DIR", description = "The data directory of a local run.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--one-process",
      description = "The node is one process with all roles, without RabbitMQ.")
  private boolean oneProcess;

  ReplayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (drop && role.isEmpty()) {
      throw CommandException.misuse("Whose messages are junk? Say --drop ROLE, such as view.");
    }
    List<String> replay = new ArrayList<>(List.of("replay"));
    if (drop) {
      replay.add("--drop");
    }
    role.ifPresent(replay::add);
    if (data.isPresent()) {
      return new LocalReplay(Checkout.ofLauncher(), console.progress()).run(data.get(), replay);
    }
    missing(System.getenv(), oneProcess)
        .ifPresent(sentence -> {
          throw CommandException.misuse(sentence);
        });
    Path jar = Checkout.ofLauncher().built("node/target/quarkus-app/quarkus-run.jar");
    List<String> arguments = new ArrayList<>(List.of("-jar", jar.toString()));
    arguments.addAll(replay);
    return Foreground.java(arguments);
  }

  /// What has to be set. Without its broker, a node of several processes would seem to have nothing
  /// that was set aside.
  static Optional<String> missing(Map<String, String> environment, boolean oneProcess) {
    if (!isSet(environment, "NODE_DATABASE_URL")) {
      return Optional.of(
          "Which database? Set NODE_DATABASE_URL to the node's; --data names a local run.");
    }
    boolean broker = isSet(environment, "NODE_RABBITMQ_URL");
    if (broker && oneProcess) {
      return Optional.of("NODE_RABBITMQ_URL is set: leave that out, or --one-process.");
    }
    return broker || oneProcess
        ? Optional.empty()
        : Optional.of(
            "Where are the messages? Set NODE_RABBITMQ_URL to the broker of the node's processes,"
                + " or say --one-process where it is one process without RabbitMQ; --data names a"
                + " local run.");
  }

  private static boolean isSet(Map<String, String> environment, String name) {
    return !environment.getOrDefault(name, "").isBlank();
  }
}
