package et.po.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds the known name that was probably meant.
final class Nearest {
  private static final int FAR = 3;

  private Nearest() {}

  /// The name with the fewest letters added, left out, changed or swapped; empty if none is close.
  static Optional<String> of(String written, Collection<String> known) {
    return known.stream()
        .filter(name -> distance(written, name) <= Math.min(FAR, name.length() / 2))
        .min(Comparator.comparingInt(name -> distance(written, name)));
  }

  private static int distance(String left, String right) {
    int[][] of = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        of[i][j] = i == 0 || j == 0 ? i + j : step(of, left, i, right, j);
      }
    }
    return of[left.length()][right.length()];
  }

  private static int step(int[][] of, String left, int i, String right, int j) {
    int changed = of[i - 1][j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
    int least = Math.min(changed, 1 + Math.min(of[i - 1][j], of[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return swapped ? Math.min(least, 1 + of[i - 2][j - 2]) : least;
  }
}
