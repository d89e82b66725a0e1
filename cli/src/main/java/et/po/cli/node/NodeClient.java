package et.po.cli.node;

import et.po.cli.CommandException;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A node's HTTP interface, as far as commands need it. Answers begin in time, and are bounded in
/// size.
public final class NodeClient {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LIMIT = 16 * 1024 * 1024;
  private static final int SHOWN = 300;

  private final URI node;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /// What the node answered.
  public record Answer(int status, byte[] body) {
    public boolean isFound() {
      return status == 200;
    }

    /// The body as the sentence that it is in a refusal.
    public String sentence() {
      String text = new String(body, StandardCharsets.UTF_8).strip();
      return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
  }

  NodeClient(URI node) {
    this.node = node;
  }

  URI address() {
    return node;
  }

  /// Gives the node a claim, which may be one that it has.
  public void submit(byte[] claim) {
    Answer answer =
        send(
            request("/works")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(claim)));
    if (answer.status() >= 300) {
      throw refused(answer);
    }
  }

  /// The file behind a path; 200 and 404 are answers, everything else ends the command.
  public Answer get(String path) {
    Answer answer = send(request(path).GET());
    if (answer.status() != 200 && answer.status() != 404) {
      throw refused(answer);
    }
    return answer;
  }

  /// For a work that was not found: whether there is no such work, or no node there at all.
  CommandException knowsNo(String id) {
    Answer status = send(request("/status"));
    if (status.status() >= 500) {
      return refused(status);
    }
    return status.isFound() && isNodeStatus(status)
        ? CommandException.negative("The node at " + node + " knows no work " + id + ".")
        : CommandException.unable(
            "What answers at "
                + node
                + " is no node: it has no status of one. Give a node's address with --node.");
  }

  private static boolean isNodeStatus(Answer answer) {
    try {
      return Json.parse(answer.body()) instanceof JsonObject status
          && status.find("roles").isPresent();
    } catch (MalformedJsonException e) {
      return false;
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(node + path)).timeout(PATIENCE);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<InputStream> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        byte[] bytes = body.readNBytes(LIMIT + 1);
        if (bytes.length > LIMIT) {
          throw CommandException.unable(
              "The node at " + node + " answered with more than " + LIMIT + " bytes.");
        }
        return new Answer(response.statusCode(), bytes);
      }
    } catch (IOException e) {
      throw CommandException.unable(
          "The node at " + node + " does not answer; is it running, and is that its address?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.unable("It was interrupted.", e);
    }
  }

  private CommandException refused(Answer answer) {
    String said = answer.sentence().isEmpty() ? "no reason" : answer.sentence();
    String sentence = "The node at " + node + " refuses (" + answer.status() + "): " + said;
    return answer.status() >= 400 && answer.status() < 500
        ? CommandException.negative(sentence)
        : CommandException.unable(sentence);
  }
}
