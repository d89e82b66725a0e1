package et.po.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/// Talks to the run's Bitcoin node.
///
/// @param rpc with user and password
record BitcoinClient(URI rpc) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /// Takes a block and what follows it from the chain, and makes a longer branch.
  void exchange(String block) throws IOException, InterruptedException {
    int height = call("getblockheader", block).get("height").asInt();
    int depth = call("getblockcount").asInt() - height + 1;
    String address = call("getnewaddress").asText();
    call("invalidateblock", block);
    // What the node makes by itself meanwhile makes it only longer.
    call("generatetoaddress", depth + 1, address);
  }

  private JsonNode call(String method, Object... parameters)
      throws IOException, InterruptedException {
    String login =
        Base64.getEncoder().encodeToString(rpc.getUserInfo().getBytes(StandardCharsets.UTF_8));
    String body =
        JSON.writeValueAsString(
            JSON.createObjectNode()
                .put("id", 1)
                .put("method", method)
                .set("params", JSON.valueToTree(parameters)));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + rpc.getHost() + ":" + rpc.getPort() + "/"))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Basic " + login)
            .POST(BodyPublishers.ofString(body))
            .build();
    JsonNode answer = JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
    if (!answer.path("error").isNull() && !answer.path("error").isMissingNode()) {
      throw new AssertionError(method + ": " + answer);
    }
    return answer.get("result");
  }
}
