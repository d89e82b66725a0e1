package et.po.frost.http;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a body is read. One of an unknown type counts as an empty object.
enum BodyType {
  JSON,
  FORM,
  LINES,
  IGNORED;

  private static final Set<String> JSON_TYPES =
      Set.of(
          "application/json",
          "application/json-patch+json",
          "application/vnd.api+json",
          "application/csp-report");

  static BodyType of(@Nullable String contentType) {
    if (contentType == null) {
      return IGNORED;
    }
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (JSON_TYPES.contains(type)) {
      return JSON;
    }
    return switch (type) {
      case "application/x-www-form-urlencoded" -> FORM;
      case "application/x-ndjson" -> LINES;
      default -> IGNORED;
    };
  }

  int limit(BodyLimits limits) {
    return switch (this) {
      case JSON -> limits.json();
      case FORM -> limits.form();
      case LINES -> limits.lines();
      case IGNORED -> 0;
    };
  }
}
