package et.po.cli.drill;

import et.po.protocol.bitcoin.BlockHeader;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonBoolean;
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
import java.util.HexFormat;
import java.util.Optional;

/// The run's chain, whose daemon may be away at any moment.
///
/// @param bitcoin the daemon's JSON-RPC, with user and password
record Chain(URI bitcoin) {
  /// Nobody's: an address that takes whatever is mined.
  private static final String RAW = "raw(51)";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  long height() throws IOException, InterruptedException {
    return call("getblockcount") instanceof JsonNumber(double height) ? (long) height : none();
  }

  /// The header of the block at this height; empty if there is none.
  Optional<BlockHeader> header(int height) throws IOException, InterruptedException {
    if (!(call("getblockhash", new JsonNumber(height)) instanceof JsonString hash)) {
      return Optional.empty();
    }
    return call("getblockheader", hash, new JsonBoolean(false)) instanceof JsonString(String hex)
        ? BlockHeader.parse(HexFormat.of().parseHex(hex))
        : none();
  }

  /// How many transactions wait for a block: on a chain of one's own these are all one's own.
  int waiting() throws IOException, InterruptedException {
    return call("getrawmempool") instanceof JsonArray waiting ? waiting.items().size() : none();
  }

  void mine(int blocks) throws IOException, InterruptedException {
    call("generatetodescriptor", new JsonNumber(blocks), new JsonString(RAW));
  }

  /// Exchanges the last blocks for a longer branch.
  void reorganise(int depth) throws IOException, InterruptedException {
    Json fork = call("getblockhash", new JsonNumber(height() - depth + 1));
    call("invalidateblock", fork instanceof JsonString hash ? hash : none());
    mine(depth + 2);
  }

  private static <T> T none() throws IOException {
    throw new IOException("the Bitcoin daemon does not answer");
  }

  private Json call(String method, Json... parameters) throws IOException, InterruptedException {
    JsonObject request =
        JsonObject.EMPTY
            .with("method", new JsonString(method))
            .with("params", JsonArray.of(parameters));
    String login =
        Base64.getEncoder().encodeToString(bitcoin.getUserInfo().getBytes(StandardCharsets.UTF_8));
    HttpRequest post =
        HttpRequest.newBuilder(
                URI.create("http://" + bitcoin.getHost() + ":" + bitcoin.getPort() + "/"))
            .timeout(PATIENCE)
            .header("Authorization", "Basic " + login)
            .POST(HttpRequest.BodyPublishers.ofString(request.text()))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      byte[] answer = http.send(post, BodyHandlers.ofByteArray()).body();
      return Json.parse(answer) instanceof JsonObject object
          ? object.find("result").orElse(JsonObject.EMPTY)
          : none();
    } catch (MalformedJsonException e) {
      return none();
    }
  }
}
