package et.po.frost.works;

import et.po.frost.http.Request;
import et.po.frost.validation.Query;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which of a caller's works are asked for.
///
/// @param ids whether each comes with its id, its date and how far it has come
record Paging(int limit, int offset, boolean ids) {
  /// As many as a list has always had.
  private static final int DEFAULT_LIMIT = 10;

  private static final int LARGEST_LIMIT = 100;
  private static final int LARGEST_OFFSET = 1_000_000_000;

  /// @throws et.po.frost.faults.FaultException [Fault#INVALID_INPUT] with what is wrong
  static Paging of(Request request) {
    Query query = new Query(request.query());
    return new Paging(
        (int) query.number("limit", DEFAULT_LIMIT, 1, LARGEST_LIMIT),
        (int) query.number("offset", 0, 0, LARGEST_OFFSET),
        ids(query));
  }

  /// The pages beside this one, as the header `Link` names them: relative to the request's own
  /// address, which only the caller knows. Empty if this page is all.
  Optional<String> links(long total) {
    Stream<String> next =
        offset + (long) limit < total ? Stream.of(link(offset + limit, "next")) : Stream.empty();
    // From beyond the end, the last page there is.
    long last = total == 0 ? 0 : (total - 1) / limit * limit;
    Stream<String> previous =
        offset > 0
            ? Stream.of(link((int) Math.max(0, Math.min(offset - limit, last)), "prev"))
            : Stream.empty();
    return Optional.of(Stream.concat(next, previous).collect(Collectors.joining(", ")))
        .filter(text -> !text.isEmpty());
  }

  private String link(int start, String relation) {
    return "<?limit=%d&offset=%d%s>; rel=\"%s\""
        .formatted(limit, start, ids ? "&ids=true" : "", relation);
  }

  private static boolean ids(Query query) {
    return switch (query.find("ids").orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Query.refused("ids", "must be true or false");
    };
  }
}
