package et.po.cli.cluster.drill;

import et.po.cli.CommandException;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;

/// Somebody with an account at Frost, and what he asks of it.
///
/// @param token of his program
record Publisher(URI frost, String token) {
  /// As many digits as a password takes beside what it must have.
  private static final int SECRET = 13;

  private static final String DATE = "2026-01-31T12:00:00.000Z";

  /// Signs up.
  static Publisher at(URI frost, Caller caller) throws InterruptedException {
    String account =
        "email=drill-%1$s%%40example.org&password=Drill-1%2$s"
            .formatted(UUID.randomUUID(), UUID.randomUUID().toString().substring(0, SECRET));
    try {
      String login =
          member(
              caller.call(
                  HttpRequest.newBuilder(frost.resolve("/accounts"))
                      .header("Content-Type", "application/x-www-form-urlencoded")
                      .POST(BodyPublishers.ofString(account))),
              "token");
      String token =
          member(
              caller.call(
                  HttpRequest.newBuilder(frost.resolve("/tokens"))
                      .header("token", login)
                      .POST(BodyPublishers.noBody())),
              "apiToken");
      return new Publisher(frost, token);
    } catch (IOException e) {
      throw CommandException.unable("No account can be made. " + e.getMessage(), e);
    }
  }

  HttpRequest.Builder list() {
    return HttpRequest.newBuilder(frost.resolve("/works")).header("token", token);
  }

  /// No two of them are the same.
  HttpRequest.Builder post(int number) {
    String work =
        """
        {"name": "Work %d of a drill", "author": "Drill", "dateCreated": "%s", "datePublished": "%s", "content": "%s"}
        """
            .formatted(number, DATE, DATE, UUID.randomUUID());
    return HttpRequest.newBuilder(frost.resolve("/works"))
        .header("token", token)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(work));
  }

  /// The id of a work that was taken.
  ///
  /// @throws IOException with a sentence, if there is none
  static String workId(String answer) throws IOException {
    return member(answer, "workId");
  }

  private static String member(String answer, String name) throws IOException {
    try {
      if (Json.parse(answer) instanceof JsonObject object && object.findString(name).isPresent()) {
        return object.findString(name).get();
      }
    } catch (MalformedJsonException e) {
      // Said below.
    }
    throw new IOException("Frost's answer has no " + name + ".");
  }
}
