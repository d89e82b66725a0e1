package et.po.cli.admin;

import et.po.cli.Members;
import et.po.cli.Plain;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a program says of its own readiness.
///
/// @param detail what is in the way, if it is said
record Health(String program, boolean ready, String detail) {
  static Health of(String program, URI management) {
    Optional<Page> page = Page.get(management.resolve("/q/health/ready"));
    if (page.isEmpty()) {
      return new Health(program, false, "nobody answers at " + management);
    }
    boolean ready = page.get().status() == 200;
    return new Health(program, ready, ready ? "ready" : problems(page.get().body()));
  }

  /// The checks that are down, with their data.
  private static String problems(byte[] body) {
    List<String> problems = new ArrayList<>();
    try {
      if (Json.parse(body) instanceof JsonObject health
          && health.find("checks").orElse(JsonArray.of()) instanceof JsonArray checks) {
        for (Json check : checks.items()) {
          if (check instanceof JsonObject one
              && one.findString("status").equals(Optional.of("DOWN"))) {
            problems.add(
                one.findString("name").orElse("a check")
                    + one.findObject("data").map(Health::words).orElse(""));
          }
        }
      }
    } catch (MalformedJsonException e) {
      return "not ready, and it does not say why";
    }
    return problems.isEmpty() ? "not ready" : "not ready: " + String.join("; ", problems);
  }

  private static String words(JsonObject data) {
    return data.members().entrySet().stream()
        .map(member -> member.getKey() + ": " + Plain.text(member.getValue()))
        .collect(Collectors.joining(", ", " (", ")"));
  }

  String line() {
    return "%-8s %s".formatted(program, detail);
  }

  JsonObject json() {
    return new Members().put("program", program).put("ready", ready).put("detail", detail).object();
  }
}
