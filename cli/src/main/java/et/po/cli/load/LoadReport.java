package et.po.cli.load;

import et.po.cli.Members;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// How a load ended.
///
/// @param posted of these, `refused` got another answer than that they were taken, and `failed`
///   none
/// @param anchored of those that were taken; so many at least where what is missing is not known
/// @param missing taken and not anchored; empty where the node did not tell at the end
/// @param doubled anchored more than once; empty where only the node's operator can know
/// @param untold why the node did not tell at the end, if it did not
/// @param complaint of those that were not taken, why the last was not
/// @param mostBehind the most that were taken and not yet anchored at one time
/// @param postedPerSecond those that were answered, from the first due time to the last answer
/// @param anchoredPerSecond from the first due time until the last was seen anchored
/// @param answers how long answers took from the due time, in nanoseconds, shortest first
/// @param anchors how long it took from the due time until works were seen anchored
record LoadReport(
    Rate rate,
    int posted,
    int refused,
    int failed,
    int anchored,
    OptionalInt missing,
    OptionalLong doubled,
    Optional<String> untold,
    Optional<String> complaint,
    int mostBehind,
    double postedPerSecond,
    double anchoredPerSecond,
    List<Long> answers,
    List<Long> anchors) {
  private static final double MILLISECOND = 1e6;
  private static final String NOT_KNOWN = "not known";

  LoadReport {
    answers = answers.stream().sorted().toList();
    anchors = anchors.stream().sorted().toList();
  }

  int taken() {
    return posted - refused - failed;
  }

  /// Whether something was taken, and nothing of that is known to be lost, or there twice.
  boolean isClean() {
    return taken() > 0 && missing.orElse(0) == 0 && doubled.orElse(0) == 0;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        """
        posted %d, refused %d, failed %d, anchored %s, missing %s, doubled %s
        rate asked %s (%.1f/s), posted %.1f/s, anchored %.1f/s, most behind %d
        answered after %s median, %s 99th
        anchored after %s median, %s 99th\
        """,
        posted,
        refused,
        failed,
        missing.isPresent() ? Integer.toString(anchored) : "at least " + anchored,
        missing.isPresent() ? Integer.toString(missing.getAsInt()) : NOT_KNOWN,
        doubled.isPresent() ? Long.toString(doubled.getAsLong()) : NOT_KNOWN,
        rate.text(),
        rate.perSecond(),
        postedPerSecond,
        anchoredPerSecond,
        mostBehind,
        time(answers, 0.5),
        time(answers, 0.99),
        time(anchors, 0.5),
        time(anchors, 0.99));
  }

  JsonObject json() {
    Members members =
        new Members()
            .put("rate", new JsonNumber(rate.perSecond()))
            .put("posted", posted)
            .put("refused", refused)
            .put("failed", failed)
            .put("anchored", anchored);
    missing.ifPresent(count -> members.put("missing", count));
    doubled.ifPresent(count -> members.put("doubled", count));
    return members
        .put("mostBehind", mostBehind)
        .put("postedPerSecond", rounded(postedPerSecond))
        .put("anchoredPerSecond", rounded(anchoredPerSecond))
        .put("answerMedianMs", rounded(at(answers, 0.5) / MILLISECOND))
        .put("answer99Ms", rounded(at(answers, 0.99) / MILLISECOND))
        .put("anchoredMedianMs", rounded(at(anchors, 0.5) / MILLISECOND))
        .put("anchored99Ms", rounded(at(anchors, 0.99) / MILLISECOND))
        .object();
  }

  private static JsonNumber rounded(double value) {
    return new JsonNumber(Math.round(value * 10) / 10.0);
  }

  private static String time(List<Long> sorted, double share) {
    double milliseconds = at(sorted, share) / MILLISECOND;
    return milliseconds < 1000
        ? String.format(Locale.ROOT, "%.0f ms", milliseconds)
        : String.format(Locale.ROOT, "%.1f s", milliseconds / 1000);
  }

  /// The least value that this share of all is no longer than; nothing of nothing.
  private static long at(List<Long> sorted, double share) {
    return sorted.isEmpty()
        ? 0
        : sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
  }
}
