package et.po.cli.load;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds out which works are anchored, by asking the node that shows them.
final class AnchorWatch {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PAGE = 1000;
  private static final int FOUND = 200;

  private final URI node;
  private final Map<String, Long> seen = new HashMap<>();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  AnchorWatch(URI node) {
    this.node = node;
  }

  private record Page(List<String> ids, long total) {}

  /// Who signed a work; empty while the node does not show it.
  Optional<String> issuer(String id) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = get("/works/" + id);
    return answer.statusCode() == FOUND && json(answer) instanceof JsonObject work
        ? work.findString("issuer")
        : Optional.empty();
  }

  /// Looks for those that are anchored by now. The newest come first, so that a look reads about as
  /// many as are new.
  void look(String issuer) throws IOException, InterruptedException {
    Page page = page(issuer, 0, 1);
    for (int offset = 0; seen.size() < page.total(); offset += PAGE) {
      page = page(issuer, offset, PAGE);
      if (page.ids().isEmpty()) {
        return;
      }
      long now = System.nanoTime();
      page.ids().forEach(id -> seen.putIfAbsent(id, now));
    }
  }

  /// When works were first seen anchored, by [System#nanoTime()].
  Map<String, Long> seen() {
    return seen;
  }

  /// All that are anchored now, whatever was seen before.
  Set<String> all(String issuer) throws IOException, InterruptedException {
    Set<String> ids = new HashSet<>();
    Page page = page(issuer, 0, PAGE);
    for (int offset = PAGE; !page.ids().isEmpty(); offset += PAGE) {
      ids.addAll(page.ids());
      page = page(issuer, offset, PAGE);
    }
    return ids;
  }

  private Page page(String issuer, int offset, int limit) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        get(
            "/works?anchored=true&offset="
                + offset
                + "&limit="
                + limit
                + "&issuer="
                + URLEncoder.encode(issuer, StandardCharsets.UTF_8));
    if (answer.statusCode() != FOUND || !(json(answer) instanceof JsonArray works)) {
      throw new IOException("the node answers " + answer.statusCode());
    }
    List<String> ids =
        works.items().stream()
            .flatMap(work ->
                work instanceof JsonObject object
                    ? object.findString("id").stream()
                    : Optional.<String>empty().stream())
            .toList();
    return new Page(ids, answer.headers().firstValueAsLong("X-Total-Count").orElse(ids.size()));
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(node + path)).timeout(PATIENCE).build();
    return http.send(request, BodyHandlers.ofByteArray());
  }

  private static Json json(HttpResponse<byte[]> answer) throws IOException {
    try {
      return Json.parse(answer.body());
    } catch (MalformedJsonException e) {
      throw new IOException("the node's answer is no JSON", e);
    }
  }
}
