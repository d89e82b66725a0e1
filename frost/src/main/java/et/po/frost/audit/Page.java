package et.po.frost.audit;

import et.po.frost.http.Request;
import et.po.frost.validation.Query;
import java.util.Set;

/// Which entries are asked for: so many of those before a position, and the newest if none is
/// given.
record Page(int limit, long before) {
  private static final int USUAL = 100;
  private static final int MOST = 1000;

  /// Beyond every position there will be, and told exactly by every reader of JSON.
  private static final long LAST = 9_999_999_999_999_999L;

  static Page of(Request request) {
    Query query = new Query(request.query());
    query.allow(Set.of("limit", "before"));
    return new Page(
        (int) query.number("limit", USUAL, 1, MOST), query.number("before", LAST, 1, LAST));
  }
}
