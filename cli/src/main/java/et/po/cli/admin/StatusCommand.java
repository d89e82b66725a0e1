package et.po.cli.admin;

import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.ExitCode;
import et.po.cli.JsonOption;
import et.po.cli.LocalRun;
import et.po.cli.Members;
import et.po.cli.health.Health;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonNull;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `poet admin status`: whether everything is ready, and how far the node is.
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Says whether each process is ready, and how far the node is.",
      "Of a local run it asks every process of node and Frost, each role where each is one, and"
          + " says of those that are not ready why."
    },
    footer = {
      "",
      "Examples:  poet admin status",
      "           poet admin status --data /tmp/other",
      "           poet admin status --node http://localhost:18080 \\",
      "             --node-management http://localhost:9000",
      "Without addresses it asks what poet run started. Exit code 1 where one is not ready."
    })
final class StatusCommand implements Callable<Integer> {
  private static final int NARROWEST = 8;

  private final Console console;

  @Option(names = "--data", paramLabel = "DIR", description = "The data directory of a local run.")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--node", paramLabel = "URL", description = "A node's API.")
  private Optional<String> node = Optional.empty();

  @Option(names = "--node-management", paramLabel = "URL", description = "Its management port.")
  private Optional<String> nodeManagement = Optional.empty();

  @Option(names = "--frost-management", paramLabel = "URL", description = "Frost's.")
  private Optional<String> frostManagement = Optional.empty();

  @Mixin private JsonOption json = new JsonOption();

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    boolean given = node.isPresent() || nodeManagement.isPresent() || frostManagement.isPresent();
    LocalRun local = new LocalRun(data.orElseGet(() -> LocalRun.usualDirectory(System.getenv())));
    if (!given && local.endpoint("node").isEmpty()) {
      return sayNothingRuns(local);
    }
    Optional<URI> api = (given ? node : local.endpoint("node")).map(Processes::url);
    Processes processes =
        given ? Processes.of(nodeManagement, frostManagement) : Processes.of(local);
    List<Health> all = processes.ask();
    Optional<NodeStatus> status = api.map(NodeStatus::of);
    boolean ready =
        all.stream().allMatch(Health::ready) && status.map(NodeStatus::known).orElse(true);
    if (json.isSet()) {
      answerJson(ready, all, status);
    } else {
      answerLines(all, status);
    }
    return ready ? ExitCode.DONE : ExitCode.NEGATIVE;
  }

  /// What the node says of itself is below the line that says how its API is.
  private void answerLines(List<Health> all, Optional<NodeStatus> status) {
    if (all.stream().noneMatch(one -> Processes.hasApi(one.program()))) {
      status.ifPresent(one -> console.answer("node\n" + one.lines()));
    }
    int width = all.stream().mapToInt(one -> one.program().length()).reduce(NARROWEST, Math::max);
    for (Health one : all) {
      console.answer(one.line(width));
      if (Processes.hasApi(one.program())) {
        status.ifPresent(of -> console.answer(of.lines()));
      }
    }
  }

  private int sayNothingRuns(LocalRun local) {
    String sentence =
        "Nothing runs on "
            + local.data()
            + "; poet run starts it, and other addresses are given with --node-management and"
            + " --frost-management.";
    if (!json.isSet()) {
      throw CommandException.negative(sentence);
    }
    console.say("poet admin status: " + sentence);
    console.answer(
        new Members()
            .put("ready", false)
            .put("programs", List.of())
            .put("node", JsonNull.INSTANCE)
            .put("error", sentence)
            .put("exitCode", ExitCode.NEGATIVE)
            .object());
    return ExitCode.NEGATIVE;
  }

  private void answerJson(boolean ready, List<Health> all, Optional<NodeStatus> status) {
    console.answer(
        new Members()
            .put("ready", ready)
            .put("programs", all.stream().map(Health::json).toList())
            .put(
                "node",
                status
                    .flatMap(NodeStatus::document)
                    .<Json>map(one -> one)
                    .orElse(JsonNull.INSTANCE))
            .object());
  }
}
