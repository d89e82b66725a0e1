package et.po.protocol.jsonld;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An IRI taken to pieces, to complete relative ones with.
///
/// RFC 3986 section 5.2 with the liberties of the first claims: a text with any colon counts as
/// complete, an empty base makes `x` into `/x`, and what comes to nothing becomes `./`.
record BaseIri(
    String text,
    String protocol,
    @Nullable String authority,
    String path,
    @Nullable String query,
    @Nullable String fragment) {
  private static final Pattern PARTS =
      Pattern.compile(
          "^(?<protocol>(?<scheme>[^:/?#]+):)?"
              + "(?://(?<authority>(?:[^:@]*(?::[^:@]*)?@)?[^:/?#]*(?::(?<port>\\d*))?))?"
              + "(?<path>[^?#]*)(?:\\?(?<query>[^#]*))?"
              + "(?:#(?<fragment>[^\\n\\r\\u2028\\u2029]*))?");

  /// The base of a claim: none.
  static final BaseIri EMPTY = parse("");

  static BaseIri parse(String text) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.find()) {
      throw new IllegalStateException("every part of the pattern is optional");
    }
    String protocol = parts.group("protocol") == null ? "" : parts.group("protocol");
    String authority = parts.group("authority");
    String port = parts.group("port");
    String whole = parts.group();
    boolean standardPort =
        (protocol.equals("https:") && "443".equals(port))
            || (protocol.equals("http:") && "80".equals(port));
    if (standardPort && authority != null) {
      whole = whole.replaceFirst(":" + port, "");
      authority = authority.replaceFirst(":" + port, "");
    }
    return new BaseIri(
        whole,
        protocol,
        authority,
        parts.group("path"),
        parts.group("query"),
        parts.group("fragment"));
  }

  /// The text completed with this base, unless it has a colon.
  String resolve(String relative) {
    if (relative.indexOf(':') >= 0) {
      return relative;
    }
    BaseIri other = parse(relative);
    String resolvedPath = other.path;
    String resolvedQuery = other.query;
    String resolvedAuthority = other.authority;
    if (other.authority == null) {
      resolvedAuthority = authority;
      if (other.path.isEmpty()) {
        resolvedPath = path;
        resolvedQuery = other.query == null ? query : other.query;
      } else if (!other.path.startsWith("/")) {
        resolvedPath = path.substring(0, path.lastIndexOf('/') + 1) + other.path;
      }
    }
    if (!other.path.isEmpty()) {
      resolvedPath = withoutDots(resolvedPath);
    }
    String resolved =
        protocol
            + Optional.ofNullable(resolvedAuthority).map(a -> "//" + a).orElse("")
            + resolvedPath
            + Optional.ofNullable(resolvedQuery).map(q -> "?" + q).orElse("")
            + Optional.ofNullable(other.fragment).map(f -> "#" + f).orElse("");
    return resolved.isEmpty() ? "./" : resolved;
  }

  private static String withoutDots(String path) {
    if (path.isEmpty()) {
      return "";
    }
    Deque<String> input = new ArrayDeque<>(Arrays.asList(path.split("/", -1)));
    List<String> output = new ArrayList<>();
    while (!input.isEmpty()) {
      String segment = input.removeFirst();
      boolean dots = segment.equals(".") || segment.equals("..");
      if (segment.equals("..") && !output.isEmpty()) {
        output.removeLast();
      }
      if (!dots) {
        output.add(segment);
      } else if (input.isEmpty()) {
        output.add("");
      }
    }
    if (!output.isEmpty() && !output.getFirst().isEmpty()) {
      output.addFirst("");
    }
    return output.equals(List.of("")) ? "/" : String.join("/", output);
  }
}
