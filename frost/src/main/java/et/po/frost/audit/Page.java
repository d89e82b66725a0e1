package et.po.frost.audit;

import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import et.po.frost.http.Request;
import java.util.List;
import java.util.regex.Pattern;

/// Which entries are asked for: so many of those before a position, and the newest if none is
/// given.
record Page(int limit, long before) {
  private static final int USUAL = 100;
  private static final int MOST = 1000;
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,15}");

  static Page of(Request request) {
    for (String name : request.query().keySet()) {
      if (!name.equals("limit") && !name.equals("before")) {
        throw invalid("\"" + name + "\" is not allowed");
      }
    }
    long limit = number(request, "limit", USUAL);
    if (limit > MOST) {
      throw invalid("\"limit\" must be 1 to " + MOST);
    }
    return new Page((int) limit, number(request, "before", Long.MAX_VALUE));
  }

  private static long number(Request request, String name, long otherwise) {
    List<String> values = request.query().getOrDefault(name, List.of());
    if (values.isEmpty()) {
      return otherwise;
    }
    if (values.size() > 1 || !NUMBER.matcher(values.getFirst()).matches()) {
      throw invalid("\"" + name + "\" must be a whole number above 0");
    }
    return Long.parseLong(values.getFirst());
  }

  private static FaultException invalid(String what) {
    return Fault.INVALID_INPUT.because("One of the inputs is not valid. ValidationError: " + what);
  }
}
