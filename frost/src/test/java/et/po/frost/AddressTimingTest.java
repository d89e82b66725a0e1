package et.po.frost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How long answers take must not tell which addresses have accounts.
final class AddressTimingTest {
  private static final TestLimits NONE =
      new TestLimits(Optional.empty(), 0, 0, 0, 0, 1_000_000, 1_000_000, Duration.ofMinutes(15));
  private static final int WARM_UP = 50;
  private static final double LEAST_NOISE = 0.3;

  @Test
  void reset_takesAsLongForAnUnknownAddress() throws Exception {
    try (RunningFrost frost = RunningFrost.start(NONE)) {
      String known = frost.signUp().findString("email").orElseThrow();
      compare(
          frost,
          "/password/reset",
          200,
          400,
          "{\"email\":\"" + known + "\"}",
          "{\"email\":\"unknown@example.com\"}");
    }
  }

  @Test
  void logIn_takesAsLongForAnUnknownAddress() throws Exception {
    try (RunningFrost frost = RunningFrost.start(NONE)) {
      String known = frost.signUp().findString("email").orElseThrow();
      compare(
          frost,
          "/login",
          404,
          200,
          RunningFrost.credentials(known, "wrong"),
          RunningFrost.credentials("unknown@example.com", "wrong"));
    }
  }

  /// One after the other in turn, so that whatever else the machine does hits both alike.
  private static void compare(
      RunningFrost frost, String path, int status, int times, String known, String unknown)
      throws Exception {
    double[] knowns = new double[times];
    double[] unknowns = new double[times];
    for (int i = -WARM_UP; i < times; i++) {
      double first = milliseconds(frost, path, status, i % 2 == 0 ? known : unknown);
      double second = milliseconds(frost, path, status, i % 2 == 0 ? unknown : known);
      if (i >= 0) {
        knowns[i] = i % 2 == 0 ? first : second;
        unknowns[i] = i % 2 == 0 ? second : first;
      }
    }
    double difference = Math.abs(median(knowns) - median(unknowns));
    double noise = noise(knowns, unknowns);
    System.out.printf(
        "count: POST %s %d times each: known %.2f ms, unknown %.2f ms, difference %.2f ms within"
            + " a noise of %.2f ms%n",
        path, times, median(knowns), median(unknowns), difference, noise);
    assertTrue(difference < noise, path + " tells known addresses by " + difference + " ms");
  }

  private static double milliseconds(RunningFrost frost, String path, int status, String body)
      throws Exception {
    long begun = System.nanoTime();
    Reply reply = frost.calls.post(path, Map.of(), body);
    double taken = (System.nanoTime() - begun) / 1e6;
    assertEquals(status, reply.status(), reply.body());
    return taken;
  }

  private static double median(double[] samples) {
    return quantile(samples, 0.5);
  }

  /// Five standard errors of the difference of two medians, estimated from what lies in the middle
  /// half; less than that no number of requests that limits let through can tell.
  private static double noise(double[] one, double[] other) {
    double spread = Math.max(spread(one), spread(other));
    return Math.max(LEAST_NOISE, 5 * 1.31 * spread / Math.sqrt(one.length));
  }

  private static double spread(double[] samples) {
    return quantile(samples, 0.75) - quantile(samples, 0.25);
  }

  private static double quantile(double[] samples, double which) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    return sorted[(int) (which * (sorted.length - 1))];
  }
}
