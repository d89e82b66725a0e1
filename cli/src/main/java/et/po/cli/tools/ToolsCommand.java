package et.po.cli.tools;

import et.po.cli.Checkout;
import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.ExitCode;
import et.po.cli.JsonOption;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonBoolean;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `poet tools`: fetches real servers.
@Command(
    name = "tools",
    mixinStandardHelpOptions = true,
    description = {
      "Fetches the real servers that tests, drills and local runs use.",
      "They go into the user's cache. One that is there already is left as it is."
    },
    footer = {
      "",
      "Examples:  poet tools --list",
      "           poet tools vault",
      "Exit code 3 where one could not be fetched, after all others were tried."
    })
public final class ToolsCommand implements Callable<Integer> {
  private static final String LINE = "%-12s %-10s %s";

  private final Console console;

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "Which; all of them without one.")
  private List<String> names = List.of();

  @Option(names = "--list", description = "Only says what there is, and what is in the cache.")
  private boolean list;

  @Mixin private JsonOption json = new JsonOption();

  public ToolsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Tool> asked = asked(Tool.in(Checkout.ofLauncher().built("tools/servers")));
    List<String> failed = list ? List.of() : fetch(asked);
    answer(asked);
    if (!failed.isEmpty()) {
      throw CommandException.unable("Could not be fetched: " + String.join(", ", failed) + ".");
    }
    return ExitCode.DONE;
  }

  private List<Tool> asked(List<Tool> all) {
    List<String> known = all.stream().map(Tool::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw CommandException.misuse(
            "There is no server %s; there are %s.".formatted(name, String.join(", ", known)));
      }
    }
    return all.stream().filter(tool -> names.isEmpty() || names.contains(tool.name())).toList();
  }

  private List<String> fetch(List<Tool> asked) throws IOException, InterruptedException {
    List<String> failed = new ArrayList<>();
    for (Tool tool : asked) {
      if (!tool.isCached()) {
        console.say(tool.name() + ": " + tool.about());
      }
      if (!tool.fetch()) {
        failed.add(tool.name());
      }
    }
    return failed;
  }

  private void answer(List<Tool> tools) {
    if (json.isSet()) {
      List<Json> all = tools.stream().<Json>map(ToolsCommand::document).toList();
      SequencedMap<String, Json> members = new LinkedHashMap<>();
      members.put("servers", new JsonArray(all));
      console.answer(new JsonObject(members));
      return;
    }
    for (Tool tool : tools) {
      String state = tool.isCached() ? "cached" : "not here";
      console.answer(LINE.formatted(tool.name(), state, tool.about()));
    }
  }

  private static JsonObject document(Tool tool) {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    members.put("name", new JsonString(tool.name()));
    members.put("cached", bool(tool.isCached()));
    members.put("quick", bool(tool.quick()));
    members.put("about", new JsonString(tool.about()));
    return new JsonObject(members);
  }

  private static JsonBoolean bool(boolean value) {
    return value ? JsonBoolean.TRUE : JsonBoolean.FALSE;
  }
}
