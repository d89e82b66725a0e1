package et.po.cli.cluster.drill;

import et.po.cli.run.NodeDatabase;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// What became of the works that were taken.
///
/// @param lost how many are in no block
/// @param doubled how many of all works are in more than one batch or transaction
record Reckoning(int works, int lost, long doubled) {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /// Waits until all are in a block, or nothing more gets there.
  static Reckoning of(Collection<String> works, URI node, Caller caller, NodeDatabase database)
      throws InterruptedException, SQLException {
    Set<String> missing = new HashSet<>(works);
    Instant lastNews = Instant.now();
    while (!missing.isEmpty() && lastNews.plus(PATIENCE).isAfter(Instant.now())) {
      int before = missing.size();
      for (String work : Set.copyOf(missing)) {
        if (isInBlock(node.resolve("/works/" + work), caller)) {
          missing.remove(work);
        }
      }
      if (missing.size() < before) {
        lastNews = Instant.now();
      }
      TimeUnit.SECONDS.sleep(1);
    }
    return new Reckoning(works.size(), missing.size(), database.doubled());
  }

  /// A node that does not answer is asked again.
  private static boolean isInBlock(URI work, Caller caller) throws InterruptedException {
    try {
      return Json.parse(caller.call(HttpRequest.newBuilder(work))) instanceof JsonObject object
          && object.findObject("anchor").flatMap(it -> it.find("blockHeight")).orElse(object)
              instanceof JsonNumber;
    } catch (IOException | MalformedJsonException e) {
      return false;
    }
  }

  boolean isClean() {
    return lost == 0 && doubled == 0 && works > 0;
  }

  @Override
  public String toString() {
    return "works %d, lost %d, doubled %d".formatted(works, lost, doubled);
  }
}
