package et.po.cli.claim;

import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.ExitCode;
import et.po.cli.InputFile;
import et.po.cli.JsonOption;
import et.po.cli.Members;
import et.po.cli.node.NodeOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `poet claim submit`: gives a signed claim to a node.
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    description = "Gives a signed claim to a node, which anchors it; prints its id.",
    footer = {
      "",
      "Example:  poet claim submit claim.json --node http://localhost:18080",
      "Submitting a claim again changes nothing."
    })
final class SubmitCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FILE", description = "The signed claim; - is what comes on stdin.")
  private String file = "-";

  @Mixin private NodeOption node = new NodeOption();
  @Mixin private JsonOption json = new JsonOption();

  SubmitCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    byte[] claim = new InputFile(file, console).require();
    Findings findings = Findings.of(claim);
    if (!findings.areValid()) {
      throw CommandException.negative(
          file + " is not submitted: " + findings.verdict() + ". " + findings.because());
    }
    String id = findings.inspection().flatMap(found -> found.id()).orElseThrow();
    node.client().submit(claim);
    if (json.isSet()) {
      console.answer(new Members().put("id", id).put("accepted", true).object());
    } else {
      console.answer(id);
      console.say("Accepted. poet proof fetch " + id + " --wait gets its proof.");
    }
    return ExitCode.DONE;
  }
}
