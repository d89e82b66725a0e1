package et.po.cli.node;

import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.DurationText;
import et.po.cli.ExitCode;
import et.po.cli.JsonOption;
import et.po.cli.Members;
import et.po.cli.Progress;
import et.po.cli.node.NodeClient.Answer;
import et.po.protocol.claim.ClaimId;
import et.po.protocol.json.JsonString;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `poet proof fetch`: everything that proves one work, as files.
@Command(
    name = "fetch",
    mixinStandardHelpOptions = true,
    description = {
      "Gets what proves a work, as files named by its id.",
      "They are ID.json (the claim), ID.receipt.json, ID.json.ots (an OpenTimestamps proof of the"
          + " claim file) and, where the node knows the work's SHA-256, ID.work.ots (one of the work"
          + " itself)."
    },
    footer = {
      "",
      "Example:  poet proof fetch ID --out proof --wait",
      "Then:     poet verify FILE proof/ID.json proof/ID.receipt.json",
      "Exit code 1 while there is no proof yet."
    })
final class ProofFetchCommand implements Callable<Integer> {
  private static final int PAUSE_MILLISECONDS = 500;

  private final Console console;

  @Parameters(paramLabel = "ID", converter = WorkId.class, description = "The work's claim id.")
  private ClaimId id = new ClaimId("0".repeat(64));

  @Option(names = "--out", paramLabel = "DIR", description = "Where the files go; here without it.")
  private Path out = Path.of("");

  @Option(
      names = "--wait",
      description = "Waits until there is a proof, also of a work that the node does not know yet.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = DurationText.class,
      defaultValue = "1h",
      description = "How long --wait waits (${DEFAULT-VALUE}; such as 30s, 5m or PT1H).")
  private Duration timeout = Duration.ofHours(1);

  @Option(names = "--force", description = "Replaces files that are there with another content.")
  private boolean force;

  @Mixin private NodeOption node = new NodeOption();
  @Mixin private JsonOption json = new JsonOption();

  ProofFetchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    NodeClient client = node.client();
    Answer receipt = receipt(client);
    ProofFiles files = new ProofFiles(out, id.hex(), force);
    Answer claim = require(client, "/claim");
    files.put(".receipt.json", receipt.body());
    files.put(".json", claim.body());
    putIfFound(files, ".json.ots", client.get("/works/" + id + "/proof.ots"));
    putIfFound(files, ".work.ots", client.get("/works/" + id + "/work.ots"));
    List<Path> written = files.write();
    if (json.isSet()) {
      console.answer(
          new Members()
              .put("id", id.hex())
              .put("files", written.stream().map(file -> new JsonString(file.toString())).toList())
              .object());
    } else {
      written.forEach(file -> console.answer(file.toString()));
    }
    return ExitCode.DONE;
  }

  private void putIfFound(ProofFiles files, String suffix, Answer answer) {
    if (answer.isFound()) {
      files.put(suffix, answer.body());
    } else {
      console.say("There is no " + id + suffix + ". " + answer.sentence());
    }
  }

  private Answer require(NodeClient client, String part) {
    Answer answer = client.get("/works/" + id + part);
    if (!answer.isFound()) {
      throw CommandException.unable(
          "The node at "
              + client.address()
              + " has a receipt, but no claim file. "
              + answer.sentence());
    }
    return answer;
  }

  private Answer receipt(NodeClient client) throws InterruptedException {
    Instant deadline = Instant.now().plus(timeout);
    Progress progress = console.progress();
    boolean hasSaidSo = false;
    Answer receipt = ask(client);
    while (!receipt.isFound()) {
      String why = why(client, receipt);
      if (!wait) {
        throw CommandException.negative(why + " --wait waits for it.");
      }
      if (Instant.now().isAfter(deadline)) {
        progress.clear();
        throw CommandException.negative(why + " Waited for " + words(timeout) + ".");
      }
      if (!hasSaidSo) {
        progress.step("Waiting for the proof, for up to " + words(timeout) + ".");
        hasSaidSo = true;
      }
      progress.waiting(why);
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
      receipt = ask(client);
    }
    progress.clear();
    return receipt;
  }

  /// As the option is written.
  private static String words(Duration duration) {
    return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }

  private Answer ask(NodeClient client) {
    return client.get("/works/" + id + "/receipt");
  }

  /// Why there is no receipt. What the node answers from follows a moment behind what it accepts,
  /// so that whoever waits waits for a work that is not known as well.
  private String why(NodeClient client, Answer receipt) {
    if (client.get("/works/" + id).isFound()) {
      return receipt.sentence();
    }
    CommandException unknown = client.knowsNo(id.hex());
    if (!wait || unknown.exitCode() != ExitCode.NEGATIVE) {
      throw unknown;
    }
    return unknown.sentence();
  }
}
