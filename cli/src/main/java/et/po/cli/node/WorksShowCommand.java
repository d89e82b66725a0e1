package et.po.cli.node;

import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.ExitCode;
import et.po.cli.JsonOption;
import et.po.cli.Plain;
import et.po.protocol.claim.ClaimId;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `poet works show`: one work, with how far it has come.
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows a work and how far it has come.",
    footer = {"", "Example:  poet works show ID --node http://localhost:18080"})
final class WorksShowCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "ID", converter = WorkId.class, description = "The work's claim id.")
  private ClaimId id = new ClaimId("0".repeat(64));

  @Mixin private NodeOption node = new NodeOption();
  @Mixin private JsonOption json = new JsonOption();

  WorksShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    NodeClient client = node.client();
    NodeClient.Answer answer = client.get("/works/" + id);
    if (!answer.isFound()) {
      throw client.knowsNo(id.hex());
    }
    JsonObject work = object(answer, client);
    if (json.isSet()) {
      console.answer(work);
    } else {
      console.answer("work      " + id);
      work.findString("issuer").ifPresent(issuer -> console.answer("issuer    " + issuer));
      work.findString("issuanceDate").ifPresent(date -> console.answer("issued    " + date));
      show("claim", work);
      show("anchor", work);
      if (work.findObject("anchor").flatMap(anchor -> anchor.find("blockHeight")).isEmpty()) {
        console.answer("It is not anchored yet.");
      }
    }
    return ExitCode.DONE;
  }

  private static JsonObject object(NodeClient.Answer answer, NodeClient client) {
    try {
      if (Json.parse(answer.body()) instanceof JsonObject work) {
        return work;
      }
    } catch (MalformedJsonException e) {
      throw CommandException.unable(client.address() + " is no node: it sent no JSON.", e);
    }
    throw CommandException.unable(client.address() + " is no node: it sent no work.");
  }

  private void show(String part, JsonObject work) {
    Map<String, Json> members = work.findObject(part).orElse(JsonObject.EMPTY).members();
    if (!members.isEmpty()) {
      console.answer(part);
      members.forEach(
          (name, value) -> console.answer("  %-15s %s".formatted(name, Plain.text(value))));
    }
  }
}
