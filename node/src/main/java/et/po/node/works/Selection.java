package et.po.node.works;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Which rows of `view.claim c` a query means, as SQL.
///
/// @param values for the condition's question marks
record Selection(String condition, List<Object> values) {
  private static final String ANCHORED =
      "exists (select 1 from view.file f join view.member m using (file_cid)"
          + " join view.anchor a using (batch_cid) where f.claim_id = c.claim_id"
          + " and f.verdict is not null and m.path is not null)";

  /// Every work.
  static final Selection ALL = new Selection("type = 'Work'", List.of());

  static Selection of(WorkQuery query) {
    List<String> conditions = new ArrayList<>(List.of(ALL.condition));
    List<Object> values = new ArrayList<>();
    query
        .issuer()
        .ifPresent(issuer -> {
          conditions.add("issuer = ?");
          values.add(issuer);
        });
    if (!query.words().isEmpty()) {
      conditions.add("words @@ ?::tsquery");
      // Words are letters and digits, so nothing in them can end the quotes.
      values.add(
          query.words().stream()
              .map(word -> "'" + word + "':*")
              .collect(Collectors.joining(" & ")));
    }
    query
        .from()
        .ifPresent(from -> {
          conditions.add("issued >= ?");
          values.add(from.atOffset(ZoneOffset.UTC));
        });
    query
        .until()
        .ifPresent(until -> {
          conditions.add("issued < ?");
          values.add(until.atOffset(ZoneOffset.UTC));
        });
    query.anchored().ifPresent(anchored -> conditions.add(anchored ? ANCHORED : "not " + ANCHORED));
    return new Selection(String.join(" and ", conditions), List.copyOf(values));
  }

  Object[] valuesAnd(Object... more) {
    Object[] all = Arrays.copyOf(values.toArray(), values.size() + more.length);
    System.arraycopy(more, 0, all, values.size(), more.length);
    return all;
  }
}
