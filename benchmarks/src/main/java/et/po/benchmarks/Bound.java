package et.po.benchmarks;

/// What a figure is compared with: a target, or what the parts alone would allow.
///
/// @param atLeast whether more is better
record Bound(String what, double value, boolean atLeast) {
  static Bound atLeast(double value, String what) {
    return new Bound(what, value, true);
  }

  static Bound atMost(double value, String what) {
    return new Bound(what, value, false);
  }

  boolean isMetBy(double figure) {
    return atLeast ? figure >= value : figure <= value;
  }
}
