package et.po.cli.admin;

import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.ExitCode;
import et.po.cli.JsonOption;
import et.po.cli.LocalRun;
import et.po.cli.Members;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonNull;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
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
    description = "Asks node and Frost whether they are ready, and the node how far it is.",
    footer = {
      "",
      "Examples:  poet admin status",
      "           poet admin status --node http://localhost:18080 \\",
      "             --node-management http://localhost:9000",
      "Without addresses it asks what poet run started. Exit code 1 where something is not ready."
    })
final class StatusCommand implements Callable<Integer> {
  private static final String NODE = "node";

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
  public Integer call() {
    boolean given = node.isPresent() || nodeManagement.isPresent() || frostManagement.isPresent();
    LocalRun local = new LocalRun(data.orElseGet(() -> LocalRun.usualDirectory(System.getenv())));
    if (!given && local.endpoint("node").isEmpty()) {
      return sayNothingRuns(local);
    }
    List<Health> all = new ArrayList<>();
    address(given, nodeManagement, local, "node.management")
        .ifPresent(url -> all.add(Health.of(NODE, url)));
    address(given, frostManagement, local, "frost.management")
        .ifPresent(url -> all.add(Health.of("frost", url)));
    Optional<NodeStatus> status = address(given, node, local, "node").map(NodeStatus::of);
    boolean ready =
        all.stream().allMatch(Health::ready) && status.map(NodeStatus::known).orElse(true);
    if (json.isSet()) {
      answerJson(ready, all, status);
    } else {
      answerLines(all, status);
    }
    return ready ? ExitCode.DONE : ExitCode.NEGATIVE;
  }

  /// What the node says of itself is below the line that says how it is.
  private void answerLines(List<Health> all, Optional<NodeStatus> status) {
    boolean hasNode = all.stream().anyMatch(one -> one.program().equals(NODE));
    if (!hasNode) {
      status.ifPresent(one -> console.answer(NODE + "\n" + one.lines()));
    }
    for (Health one : all) {
      console.answer(one.line());
      if (one.program().equals(NODE)) {
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

  private static Optional<URI> address(
      boolean given, Optional<String> option, LocalRun local, String name) {
    try {
      return (given ? option : local.endpoint(name)).map(URI::create);
    } catch (IllegalArgumentException e) {
      throw CommandException.misuse("An address is a URL, not " + option.orElse(name) + ".");
    }
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
