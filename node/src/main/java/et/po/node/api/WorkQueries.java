package et.po.node.api;

import et.po.node.works.IssuedDate;
import et.po.node.works.Words;
import et.po.node.works.WorkQuery;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the query of `GET /works`, as strictly as the first Po.et did.
final class WorkQueries {
  private static final int DEFAULT_LIMIT = 10;
  private static final Set<String> KNOWN =
      Set.of("issuer", "text", "from", "to", "anchored", "offset", "limit");

  private final Map<String, List<String>> query;

  private WorkQueries(Map<String, List<String>> query) {
    this.query = query;
  }

  /// @throws FaultException with a sentence for whatever is not as it should be
  static WorkQuery read(Map<String, List<String>> query) {
    query.keySet().stream()
        .filter(name -> !KNOWN.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw Fault.QUERY_INVALID.because("\"" + name + "\" is not allowed");
        });
    return new WorkQueries(query).read();
  }

  private WorkQuery read() {
    return new WorkQuery(
        text("issuer"),
        text("text").map(Words::of).orElse(List.of()),
        text("from").map(text -> date("from", text)),
        text("to").map(text -> until(text)),
        text("anchored").map(WorkQueries::bool),
        offset(),
        limit());
  }

  private Optional<String> text(String name) {
    List<String> values = query.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw refused(name, "must be a string");
    }
    Optional<String> value = values.stream().findFirst();
    if (value.filter(String::isEmpty).isPresent()) {
      throw refused(name, "is not allowed to be empty");
    }
    if (value.filter(text -> text.length() > 4096 || text.indexOf('\0') >= 0).isPresent()) {
      throw refused(name, "must be a text of at most 4096 characters without NUL");
    }
    return value;
  }

  private static Instant date(String name, String text) {
    return IssuedDate.parse(text)
        .orElseThrow(() -> refused(name, "must be an ISO 8601 date, such as 2026-01-31"));
  }

  /// A day, month or year includes all of itself.
  private static Instant until(String text) {
    Instant from = date("to", text);
    return switch (text.length()) {
      case 4 -> from.atOffset(ZoneOffset.UTC).plusYears(1).toInstant();
      case 7 -> from.atOffset(ZoneOffset.UTC).plusMonths(1).toInstant();
      case 8, 10 -> from.plus(1, ChronoUnit.DAYS);
      default -> from.plusNanos(1);
    };
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused("anchored", "must be a boolean");
    };
  }

  private long offset() {
    long offset = number("offset").orElse(0L);
    if (offset < 0) {
      throw refused("offset", "must be larger than or equal to 0");
    }
    return offset;
  }

  /// As ever: none or zero means ten, and the sign does not matter. More than can be had at once is
  /// the most that can.
  private int limit() {
    long limit = Math.abs(number("limit").orElse(0L));
    return limit == 0 ? DEFAULT_LIMIT : (int) Math.min(limit, WorkQuery.LARGEST_LIMIT);
  }

  private Optional<Long> number(String name) {
    return text(name)
        .map(text -> {
          if (!text.matches("[+-]?\\d{1,15}(\\.\\d{0,15})?")) {
            throw refused(name, "must be a number");
          }
          return (long) Double.parseDouble(text);
        });
  }

  private static FaultException refused(String name, String because) {
    return Fault.QUERY_INVALID.because(
        "child \"%s\" fails because [\"%s\" %s]".formatted(name, name, because));
  }
}
