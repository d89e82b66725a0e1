package et.po.node.bitcoin;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import et.po.node.bitcoin.BitcoinProblem.Kind;
import et.po.node.messaging.TryLaterException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Calls to a Bitcoin node. The address holds user and password, which appear in no message of
/// ours.
final class JsonRpc {
  static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final String WALLET = "/wallet/";

  /// A block of four million weight units is at most 8 MB in hex; more is no answer of a Bitcoin
  /// node.
  private static final int LARGEST_ANSWER = 16 * 1024 * 1024;

  private final URI address;

  /// The wallet's name; empty when the address names none.
  private final String wallet;

  private final String authorization;
  private final Duration timeout;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  JsonRpc(URI url, Duration timeout) {
    if (!Set.of("http", "https").contains(String.valueOf(url.getScheme()))
        || url.getHost() == null
        || url.getPort() < 0) {
      // The address itself is not repeated: it may hold the password.
      throw new IllegalArgumentException(
          "the Bitcoin node's address has the form http://user:password@host:port, with /wallet/NAME behind it for a wallet");
    }
    this.timeout = timeout;
    String user = url.getRawUserInfo() == null ? "" : url.getUserInfo();
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    this.address =
        URI.create(
            url.getScheme() + "://" + url.getHost() + ":" + url.getPort() + url.getRawPath());
    this.wallet = url.getPath().startsWith(WALLET) ? url.getPath().substring(WALLET.length()) : "";
  }

  JsonNode require(String method, Object... parameters) {
    return find(Set.of(), method, parameters).orElseThrow();
  }

  /// Empty when the answer is an error that says there is no such thing.
  Optional<JsonNode> find(Set<Integer> absent, String method, Object... parameters) {
    try {
      return Optional.of(call(method, parameters));
    } catch (CoreError e) {
      if (absent.contains(e.code())) {
        return Optional.empty();
      }
      throw problem(method, e);
    }
  }

  /// What an error means that nobody has expected.
  BitcoinProblemException problem(String method, CoreError e) {
    return switch (e.code()) {
      case CoreError.STARTING ->
          new BitcoinProblemException(
              Kind.NODE_AWAY, "the Bitcoin node is starting: " + e.sentence(), e);
      case CoreError.WALLET_LOCKED ->
          new BitcoinProblemException(
              Kind.WALLET_LOCKED,
              "the Bitcoin wallet is locked: its owner unlocks it with walletpassphrase, for the node does not know the passphrase",
              e);
      case CoreError.WALLET_NOT_FOUND, CoreError.WALLET_NOT_NAMED -> noWallet(e);
      case CoreError.NO_SUCH_METHOD ->
          new BitcoinProblemException(
              Kind.NODE_REFUSES, "the Bitcoin node has no call " + method, e);
      default ->
          new BitcoinProblemException(
              Kind.NODE_REFUSES, "the Bitcoin node refuses " + method + ": " + e.sentence(), e);
    };
  }

  private BitcoinProblemException noWallet(CoreError e) {
    return new BitcoinProblemException(
        Kind.WALLET_NOT_LOADED,
        wallet.isEmpty()
            ? "NODE_BITCOIN_URL names no wallet (/wallet/NAME at its end), and the Bitcoin node cannot choose one: "
                + e.sentence()
            : "the Bitcoin node has no wallet \"%s\" loaded and cannot load it: %s"
                .formatted(wallet, e.sentence()),
        e);
  }

  /// A wallet that is not loaded is loaded, once: a node that was restarted has forgotten it.
  JsonNode call(String method, Object... parameters) throws CoreError {
    try {
      return callAt(address, method, parameters);
    } catch (CoreError e) {
      if (e.code() != CoreError.WALLET_NOT_FOUND || wallet.isEmpty()) {
        throw e;
      }
    }
    try {
      callAt(address.resolve("/"), "loadwallet", wallet);
    } catch (CoreError e) {
      if (e.code() != CoreError.WALLET_LOADED_ALREADY) {
        throw e.code() == CoreError.STARTING
            ? e
            : new CoreError(CoreError.WALLET_NOT_FOUND, e.sentence());
      }
    }
    return callAt(address, method, parameters);
  }

  private JsonNode callAt(URI where, String method, Object... parameters) throws CoreError {
    ObjectNode request = JSON.createObjectNode();
    request.put("jsonrpc", "1.0").put("id", "poet").put("method", method);
    request.set("params", JSON.valueToTree(parameters));
    JsonNode answer = post(where, request);
    JsonNode error = answer.path("error");
    if (error.isObject()) {
      throw new CoreError(error.path("code").asInt(), error.path("message").asText());
    }
    if (!answer.has("result")) {
      throw new TryLaterException("the Bitcoin node gives no result for " + method);
    }
    return answer.path("result");
  }

  private JsonNode post(URI where, ObjectNode request) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(
            HttpRequest.newBuilder(where)
                .timeout(timeout)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                .build(),
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
    try {
      // The request's own timeout ends with the headers; a body may drip for ever.
      return read(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException e) {
      throw new BitcoinProblemException(
          Kind.NODE_AWAY,
          "the Bitcoin node at %s:%d is away, or its answer too long"
              .formatted(address.getHost(), address.getPort()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TryLaterException("interrupted while waiting for the Bitcoin node", e);
    } finally {
      answer.cancel(true);
    }
  }

  /// Core answers errors of a call with status 500 and JSON; anything that is not JSON comes from
  /// its web server, or from another's.
  private static JsonNode read(HttpResponse<byte[]> response) {
    if (response.statusCode() == 401) {
      throw new BitcoinProblemException(
          Kind.NODE_REFUSES, "the Bitcoin node refuses our user and password");
    }
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new BitcoinProblemException(
          Kind.NODE_AWAY,
          "the Bitcoin node answers %d and no JSON".formatted(response.statusCode()),
          e);
    }
  }
}
