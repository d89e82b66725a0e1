package et.po.cli.cluster.drill;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// A client that keeps its connections, as most do, and sends nothing a second time.
final class Caller {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int BEST = 200;
  private static final int GOOD_BELOW = 300;
  private static final int SHOWN = 160;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /// What is answered.
  ///
  /// @throws IOException with a sentence, if it is no success or does not come
  String call(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpRequest whole = request.timeout(PATIENCE).build();
    String asked = whole.method() + " " + whole.uri();
    HttpResponse<String> answer;
    try {
      answer = http.send(whole, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IOException(
          asked + ": " + (e.getMessage() == null ? e.toString() : e.getMessage()), e);
    }
    if (answer.statusCode() < BEST || answer.statusCode() >= GOOD_BELOW) {
      String said = answer.body().strip();
      throw new IOException(
          asked
              + " answers "
              + answer.statusCode()
              + " "
              + said.substring(0, Math.min(SHOWN, said.length())));
    }
    return answer.body();
  }

  /// What is done with an answer.
  interface Reader {
    /// @throws IOException with a sentence, if it is not what it should be
    void read(String answer) throws IOException;
  }

  /// The same, counted: good is what could be read, too.
  void call(HttpRequest.Builder request, Tally tally, Reader reader) {
    try {
      reader.read(call(request));
      tally.good();
    } catch (IOException e) {
      tally.bad(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
