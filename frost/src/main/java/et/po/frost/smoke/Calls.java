package et.po.frost.smoke;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/// Requests, as a publisher's script makes them.
final class Calls {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int SHOWN = 200;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /// @param body as text
  record Answer(int status, String body) {
    /// @throws SmokeException unless the status is this one
    Answer require(int wanted, String call) throws SmokeException {
      if (status != wanted) {
        throw new SmokeException(
            "%s was answered %d, not %d: %s"
                .formatted(
                    call, status, wanted, body.substring(0, Math.min(SHOWN, body.length()))));
      }
      return this;
    }

    JsonObject document() throws SmokeException {
      try {
        return Json.parse(body) instanceof JsonObject object ? object : JsonObject.EMPTY;
      } catch (MalformedJsonException e) {
        throw new SmokeException("The answer is no JSON: " + e.getMessage());
      }
    }

    String text(String member) throws SmokeException {
      return document()
          .findString(member)
          .orElseThrow(() -> new SmokeException("The answer has no " + member + "."));
    }
  }

  Answer post(URI url, String token, Map<String, String> members)
      throws SmokeException, InterruptedException {
    return send(
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Smoke.json(members).text())),
        token);
  }

  Answer get(URI url, String token) throws SmokeException, InterruptedException {
    return send(HttpRequest.newBuilder(url), token);
  }

  private Answer send(HttpRequest.Builder request, String token)
      throws SmokeException, InterruptedException {
    if (!token.isEmpty()) {
      request.header("token", token);
    }
    HttpRequest ready = request.timeout(TIMEOUT).build();
    try {
      var answer = http.send(ready, BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new SmokeException(
          "%s %s was not answered: %s".formatted(ready.method(), ready.uri(), e.toString()));
    }
  }
}
