package et.po.protocol.rdf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The orders of a list of nodes, in the sequence of Steinhaus, Johnson and Trotter.
///
/// A list that names a node twice goes through fewer orders than there are; the direction of a step
/// belongs to the name, not to the place. Ids depend on that, so it stays.
final class Permutations {
  private final List<String> current;
  private final Map<String, Boolean> looksLeft = new HashMap<>();
  private boolean more = true;

  Permutations(List<String> nodes) {
    current = new ArrayList<>(nodes);
    current.sort(null);
    current.forEach(node -> looksLeft.put(node, true));
  }

  boolean hasNext() {
    return more;
  }

  List<String> next() {
    List<String> result = List.copyOf(current);
    int at = largestMobile();
    if (at < 0) {
      more = false;
      return result;
    }
    String moved = current.get(at);
    int to = left(moved) ? at - 1 : at + 1;
    current.set(at, current.get(to));
    current.set(to, moved);
    for (String node : current) {
      if (node.compareTo(moved) > 0) {
        looksLeft.put(node, !left(node));
      }
    }
    return result;
  }

  /// The place of the largest node that looks at a smaller one, or -1.
  private int largestMobile() {
    int largest = -1;
    for (int i = 0; i < current.size(); i++) {
      String node = current.get(i);
      int to = left(node) ? i - 1 : i + 1;
      boolean mobile = 0 <= to && to < current.size() && node.compareTo(current.get(to)) > 0;
      if (mobile && (largest < 0 || node.compareTo(current.get(largest)) > 0)) {
        largest = i;
      }
    }
    return largest;
  }

  private boolean left(String node) {
    return Boolean.TRUE.equals(looksLeft.get(node));
  }
}
