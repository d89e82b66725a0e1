package et.po.frost.audit;

import et.po.frost.http.Request;
import et.po.frost.validation.Query;
import java.util.Set;

/// Which entries are asked for: so many of those before a position, and the newest if none is
/// given.
record Page(int limit, long before) {
  private static final int USUAL = 100;
  private static final int MOST = 1000;

  static Page of(Request request) {
    Query query = new Query(request.query());
    query.allow(Set.of("limit", "before"));
    return new Page(
        (int) query.number("limit", USUAL, 1, MOST),
        query.number("before", Long.MAX_VALUE, 1, Long.MAX_VALUE));
  }
}
