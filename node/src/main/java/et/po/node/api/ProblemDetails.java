package et.po.node.api;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/// Errors as JSON (RFC 9457, "Problem Details for HTTP APIs").
final class ProblemDetails {
  private ProblemDetails() {}

  /// Whether a client with this `Accept` header wants them; the answer to any other is plain text.
  static boolean areWanted(String accept) {
    String lower = accept.toLowerCase(Locale.ROOT);
    return lower.contains("application/json") || lower.contains("application/problem+json");
  }

  /// @param code a stable name, for programs
  static String of(int status, String code, String title, String detail) {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    members.put("type", new JsonString("about:blank"));
    members.put("title", new JsonString(title));
    members.put("status", new JsonNumber(status));
    members.put("detail", new JsonString(detail));
    members.put("code", new JsonString(code));
    return new JsonObject(members).text();
  }
}
