package et.po.cli.health;

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

/// What a program says of its own readiness, and of each role in it.
///
/// @param detail what is in the way, if it is said
public record Health(String program, boolean ready, String detail) {
  /// What the node calls its check.
  private static final String ROLES = "roles";

  /// Asks it.
  ///
  /// @param management where it says how it is
  public static Health of(String program, URI management) {
    Optional<Page> page = Page.get(management.resolve("/q/health/ready"));
    if (page.isEmpty()) {
      return new Health(program, false, "does not answer at " + management);
    }
    List<String> problems = problems(page.get().body());
    if (!problems.isEmpty()) {
      return new Health(program, false, "not ready: " + String.join("; ", problems));
    }
    boolean ready = page.get().status() == 200;
    return new Health(program, ready, ready ? "ready" : "not ready, and it does not say why");
  }

  private static List<String> problems(byte[] body) {
    List<String> problems = new ArrayList<>();
    try {
      if (Json.parse(body) instanceof JsonObject health
          && health.find("checks").orElse(JsonArray.of()) instanceof JsonArray checks) {
        for (Json check : checks.items()) {
          if (check instanceof JsonObject one) {
            problems.addAll(problems(one));
          }
        }
      }
    } catch (MalformedJsonException e) {
      return List.of();
    }
    return problems;
  }

  /// A node with the API is ready while its other roles are not, so each role is looked at.
  private static List<String> problems(JsonObject check) {
    String name = check.findString("name").orElse("a check");
    JsonObject data = check.findObject("data").orElse(JsonObject.EMPTY);
    if (name.equals(ROLES) && !data.members().isEmpty()) {
      return data.members().entrySet().stream()
          .filter(role -> !Plain.text(role.getValue()).equals("ok"))
          .map(role -> role.getKey() + ": " + Plain.text(role.getValue()))
          .toList();
    }
    boolean down = check.findString("status").equals(Optional.of("DOWN"));
    return down ? List.of(name + (data.members().isEmpty() ? "" : words(data))) : List.of();
  }

  private static String words(JsonObject data) {
    return data.members().entrySet().stream()
        .map(member -> member.getKey() + ": " + Plain.text(member.getValue()))
        .collect(Collectors.joining(", ", " (", ")"));
  }

  /// For people.
  ///
  /// @param width of the column of names
  public String line(int width) {
    return ("%-" + width + "s %s").formatted(program, detail);
  }

  /// For programs.
  public JsonObject json() {
    return new Members().put("program", program).put("ready", ready).put("detail", detail).object();
  }
}
