package et.po.cli.load;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Posts works when they are due, whether those before have been answered or not, as publishers do
/// who know nothing of each other.
final class OpenLoop {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /// Works that are due wait beyond this many requests, and are late.
  private static final int AT_ONCE = 256;

  private static final int SHOWN = 200;

  private final Profile profile;
  private final Rate rate;
  private final Posts posts;
  private final Semaphore free = new Semaphore(AT_ONCE);
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  OpenLoop(Profile profile, Rate rate, Posts posts) {
    this.profile = profile;
    this.rate = rate;
    this.posts = posts;
  }

  /// Returns when every post was answered or has failed.
  ///
  /// @param begin when the first is due, by [System#nanoTime()]
  void run(long begin) throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < profile.drafts().size(); i++) {
        long due = begin + rate.due(i).toNanos();
        Profile.Draft draft = profile.drafts().get(i);
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        threads.execute(() -> post(draft, due));
      }
    }
  }

  private void post(Profile.Draft draft, long due) {
    try {
      free.acquire();
      try {
        tell(draft, due, http.send(request(draft), BodyHandlers.ofByteArray()));
      } finally {
        free.release();
      }
    } catch (IOException e) {
      posts.failed("no answer: " + Load.said(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      posts.failed("interrupted");
    }
  }

  private HttpRequest request(Profile.Draft draft) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(profile.to())
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofByteArray(draft.body()));
    profile.headers().forEach(request::header);
    return request.build();
  }

  private void tell(Profile.Draft draft, long due, HttpResponse<byte[]> answer) {
    Optional<String> id = draft.id().or(() -> workId(answer.body()));
    if ((answer.statusCode() == 200 || answer.statusCode() == 202) && id.isPresent()) {
      posts.taken(id.get(), due);
    } else {
      String said = new String(answer.body(), StandardCharsets.UTF_8).strip();
      posts.refused(answer.statusCode() + " " + said.substring(0, Math.min(SHOWN, said.length())));
    }
  }

  private static Optional<String> workId(byte[] body) {
    try {
      return Json.parse(body) instanceof JsonObject answer
          ? answer.findString("workId")
          : Optional.empty();
    } catch (MalformedJsonException e) {
      return Optional.empty();
    }
  }
}
