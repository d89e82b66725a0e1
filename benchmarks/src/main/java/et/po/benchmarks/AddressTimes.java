package et.po.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Whether the time that an answer takes tells if an address has an account: log-ins with a wrong
/// password, and resets that are asked for, at an address that has one and at one that has none.
final class AddressTimes implements Benchmark {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int WARM_UP = 50;
  private static final int LOG_INS = 200;
  private static final int RESETS = 400;

  /// Milliseconds that no number of requests which limits let through can tell.
  private static final double LEAST_NOISE = 0.3;

  /// Five standard errors of the difference of two medians; each is 1.31 times what the middle half
  /// spans, by the square root of how many there are.
  private static final double ERRORS = 5 * 1.31;

  private static final String UNKNOWN = "nobody@example.com";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Override
  public String name() {
    return "addresses";
  }

  @Override
  public List<Figure> run() throws Exception {
    // Whoever measures tries more often than people may; that wrong passwords are counted stays.
    NodeRun run =
        NodeRun.start(
            Map.of(
                "FROST_LIMIT_LOG_INS", "0",
                "FROST_LIMIT_RESETS", "0",
                "FROST_LOCK_OUT_TRIES", "1000000",
                "FROST_LOCK_OUT_CLIENT_TRIES", "1000000"));
    try {
      new SignUps(run.frost()).atOnce(1, "writer");
      String known = "writer0@example.com";
      return List.of(
              logIns(run.frost().resolve("/login"), known),
              resets(run.frost().resolve("/password/reset"), known))
          .stream()
          .flatMap(List::stream)
          .toList();
    } finally {
      run.stop();
      run.delete();
    }
  }

  private List<Figure> logIns(URI uri, String known) throws Exception {
    String body = "{\"email\":\"%s\",\"password\":\"wrong\"}";
    return compare("log-in", LOG_INS, uri, 404, body.formatted(known), body.formatted(UNKNOWN));
  }

  private List<Figure> resets(URI uri, String known) throws Exception {
    String body = "{\"email\":\"%s\"}";
    return compare("reset", RESETS, uri, 200, body.formatted(known), body.formatted(UNKNOWN));
  }

  /// One after the other in turn, so that whatever else the machine does hits both alike.
  private List<Figure> compare(
      String what, int times, URI uri, int status, String known, String unknown) throws Exception {
    double[] knowns = new double[times];
    double[] unknowns = new double[times];
    for (int i = -WARM_UP; i < times; i++) {
      boolean knownFirst = i % 2 == 0;
      double first = milliseconds(uri, status, knownFirst ? known : unknown);
      double second = milliseconds(uri, status, knownFirst ? unknown : known);
      if (i >= 0) {
        knowns[i] = knownFirst ? first : second;
        unknowns[i] = knownFirst ? second : first;
      }
    }
    Samples one = Samples.of(knowns);
    Samples other = Samples.of(unknowns);
    double noise =
        Math.max(LEAST_NOISE, ERRORS * Math.max(one.spread(), other.spread()) / Math.sqrt(times));
    return List.of(
        Figure.unbound("addresses, " + what + ", known", one, "ms"),
        Figure.unbound("addresses, " + what + ", unknown", other, "ms"),
        Figure.of(
            "addresses, " + what + ", difference",
            Samples.of(Math.abs(one.median() - other.median())),
            "ms",
            Bound.atMost(noise, "ms, the noise of " + times + " of each")));
  }

  private double milliseconds(URI uri, int status, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    long begun = System.nanoTime();
    int answered = http.send(request, BodyHandlers.ofString()).statusCode();
    double taken = (System.nanoTime() - begun) / 1e6;
    if (answered != status) {
      throw new IllegalStateException(
          "POST " + uri.getPath() + " was answered " + answered + " and not " + status);
    }
    return taken;
  }
}
