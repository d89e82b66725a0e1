package et.po.cli.health;

import et.po.cli.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/// A page of a server that begins in time, and is bounded in size.
///
/// @param body at most [#LIMIT] bytes of it
public record Page(int status, byte[] body) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LIMIT = 1024 * 1024;

  /// Empty if nobody answers there.
  public static Optional<Page> get(URI url) {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<InputStream> response =
          http.send(
              HttpRequest.newBuilder(url).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        return Optional.of(new Page(response.statusCode(), body.readNBytes(LIMIT)));
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      throw CommandException.misuse(
          "An address begins with http:// or https://, unlike " + url + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.unable("It was interrupted.", e);
    }
  }
}
