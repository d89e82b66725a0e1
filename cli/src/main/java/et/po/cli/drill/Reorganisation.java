package et.po.cli.drill;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/// The last blocks of the chain are exchanged for a longer branch.
///
/// @param bitcoin the daemon's JSON-RPC, with user and password
/// @param depth how many
record Reorganisation(URI bitcoin, int depth) implements Fault {
  /// Nobody's: an address that takes whatever is mined.
  private static final String RAW = "raw(51)";

  @Override
  public Optional<String> happen() throws InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      if (!(call(http, "getblockcount") instanceof JsonNumber(double height))
          || !(call(http, "getblockhash", new JsonNumber(height - depth + 1))
              instanceof JsonString hash)) {
        return Optional.empty();
      }
      call(http, "invalidateblock", hash);
      call(http, "generatetodescriptor", new JsonNumber(depth + 2), new JsonString(RAW));
      return Optional.of("the chain lost its last " + depth + " blocks");
    } catch (IOException | MalformedJsonException e) {
      // It was away just then.
      return Optional.empty();
    }
  }

  @Override
  public String kind() {
    return "reorganisation";
  }

  private Json call(HttpClient http, String method, Json... parameters)
      throws IOException, MalformedJsonException, InterruptedException {
    JsonObject request =
        JsonObject.EMPTY
            .with("method", new JsonString(method))
            .with("params", JsonArray.of(parameters));
    String login =
        Base64.getEncoder().encodeToString(bitcoin.getUserInfo().getBytes(StandardCharsets.UTF_8));
    byte[] answer =
        http.send(
                HttpRequest.newBuilder(
                        URI.create("http://" + bitcoin.getHost() + ":" + bitcoin.getPort() + "/"))
                    .timeout(Duration.ofSeconds(60))
                    .header("Authorization", "Basic " + login)
                    .POST(HttpRequest.BodyPublishers.ofString(request.text()))
                    .build(),
                BodyHandlers.ofByteArray())
            .body();
    return ((JsonObject) Json.parse(answer)).find("result").orElse(JsonObject.EMPTY);
  }
}
