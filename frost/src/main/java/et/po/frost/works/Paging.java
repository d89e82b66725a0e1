package et.po.frost.works;

import et.po.frost.faults.Fault;
import et.po.frost.http.Request;
import et.po.frost.validation.Rule;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");

  /// @throws et.po.frost.faults.FaultException [Fault#INVALID_INPUT] with what is wrong
  static Paging of(Request request) {
    return new Paging(
        number(request, "limit", DEFAULT_LIMIT, 1, LARGEST_LIMIT),
        number(request, "offset", 0, 0, LARGEST_OFFSET),
        ids(request));
  }

  /// The pages beside this one, as the header `Link` names them: relative to the request's own
  /// address, which only the caller knows. Empty if this page is all.
  Optional<String> links(long total) {
    Stream<String> next =
        offset + (long) limit < total ? Stream.of(link(offset + limit, "next")) : Stream.empty();
    Stream<String> previous =
        offset > 0 ? Stream.of(link(Math.max(0, offset - limit), "prev")) : Stream.empty();
    return Optional.of(Stream.concat(next, previous).collect(Collectors.joining(", ")))
        .filter(text -> !text.isEmpty());
  }

  private String link(int start, String relation) {
    return "<?limit=%d&offset=%d%s>; rel=\"%s\""
        .formatted(limit, start, ids ? "&ids=true" : "", relation);
  }

  private static boolean ids(Request request) {
    return switch (value(request, "ids").orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid("ids", "must be true or false");
    };
  }

  private static int number(Request request, String name, int otherwise, int least, int most) {
    Optional<String> text = value(request, name);
    if (text.isEmpty()) {
      return otherwise;
    }
    long number = NUMBER.matcher(text.get()).matches() ? Long.parseLong(text.get()) : -1;
    if (number < least || number > most) {
      throw invalid(name, "must be a whole number from " + least + " to " + most);
    }
    return (int) number;
  }

  private static Optional<String> value(Request request, String name) {
    List<String> values = request.query().getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw invalid(name, "must come once");
    }
    return values.stream().findFirst();
  }

  private static RuntimeException invalid(String name, String reason) {
    return Fault.INVALID_INPUT.because(
        "One of the inputs is not valid. " + Rule.child(name, reason));
  }
}
