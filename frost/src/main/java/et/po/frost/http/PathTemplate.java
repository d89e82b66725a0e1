package et.po.frost.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A path with names in it, such as `/works/:workId`. Matches in any case, with or without a slash
/// at the end.
record PathTemplate(String text, List<String> segments) {
  PathTemplate(String text) {
    this(text, segmentsOf(text));
  }

  static List<String> segmentsOf(String path) {
    String inner = path.startsWith("/") ? path.substring(1) : path;
    String bare = inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner;
    return List.of(bare.split("/", -1));
  }

  /// The values of the names, or empty if the path is another.
  Optional<Map<String, String>> match(List<String> path) {
    if (path.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String expected = segments.get(i);
      String actual = path.get(i);
      if (expected.startsWith(":") && !actual.isEmpty()) {
        values.put(expected.substring(1), decoded(actual));
      } else if (!expected.equalsIgnoreCase(actual)) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  private static String decoded(String segment) {
    try {
      // A path's plus is a plus; only forms make it a blank.
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // A broken escape names nothing that exists; taken as it stands, the lookup will say so.
      return segment;
    }
  }
}
