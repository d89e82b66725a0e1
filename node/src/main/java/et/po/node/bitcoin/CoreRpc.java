package et.po.node.bitcoin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import et.po.node.messaging.TryLaterException;
import et.po.protocol.bitcoin.BitcoinTransaction;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Bitcoin Core's JSON-RPC. The address holds user and password, which appear in no message of
/// ours.
public final class CoreRpc implements BitcoinNode {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /// A block of four million weight units is at most 8 MB in hex; more is no answer of a Bitcoin
  /// node.
  private static final int LARGEST_ANSWER = 16 * 1024 * 1024;

  private static final int FEE_TARGET_BLOCKS = 3;
  private static final BigDecimal SATOSHIS = BigDecimal.valueOf(100_000_000);

  private final URI address;
  private final String authorization;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /// @param url such as `http://user:password@127.0.0.1:18443`
  public CoreRpc(URI url) {
    String user = url.getRawUserInfo() == null ? "" : url.getUserInfo();
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    this.address =
        URI.create(
            url.getScheme() + "://" + url.getHost() + ":" + url.getPort() + url.getRawPath());
  }

  /// An answer that is an error, with Core's code for it.
  private static final class CoreError extends Exception {
    private final int code;

    CoreError(int code, String message) {
      super(message);
      this.code = code;
    }
  }

  private static final int HEIGHT_OUT_OF_RANGE = -8;
  private static final int NOTHING_FOUND = -5;
  private static final int ALREADY_IN_CHAIN = -27;

  @Override
  public Tip tip() {
    JsonNode info = require("getblockchaininfo");
    return new Tip(info.path("blocks").asInt(), info.path("bestblockhash").asText());
  }

  @Override
  public Optional<String> hashAt(int height) {
    return find(HEIGHT_OUT_OF_RANGE, "getblockhash", height).map(JsonNode::asText);
  }

  @Override
  public byte[] fetchBlock(String hash) {
    return bytes(require("getblock", hash, 0));
  }

  @Override
  public List<Coin> coins() {
    List<Coin> coins = new ArrayList<>();
    for (JsonNode coin : require("listunspent", 0)) {
      if (coin.path("spendable").asBoolean() && coin.path("safe").asBoolean(true)) {
        coins.add(
            new Coin(
                coin.path("txid").asText(),
                coin.path("vout").asInt(),
                coin.path("amount").decimalValue().multiply(SATOSHIS).longValueExact(),
                coin.path("confirmations").asInt()));
      }
    }
    return coins;
  }

  @Override
  public String changeAddress() {
    return require("getrawchangeaddress").asText();
  }

  @Override
  public Optional<Double> feeRate() {
    JsonNode rate = require("estimatesmartfee", FEE_TARGET_BLOCKS).path("feerate");
    return rate.isNumber()
        ? Optional.of(rate.decimalValue().multiply(SATOSHIS).doubleValue() / 1000)
        : Optional.empty();
  }

  @Override
  public SignedTransaction sign(Coin coin, byte[] data, String changeAddress, long change) {
    ObjectNode input = JSON.createObjectNode();
    input.put("txid", coin.transactionId()).put("vout", coin.output());
    ObjectNode dataOutput = JSON.createObjectNode();
    dataOutput.put("data", HexFormat.of().formatHex(data));
    ObjectNode changeOutput = JSON.createObjectNode();
    changeOutput.put(changeAddress, BigDecimal.valueOf(change).divide(SATOSHIS));
    // Replaceable, so that a fee that turns out too low can be raised.
    JsonNode raw =
        require("createrawtransaction", List.of(input), List.of(dataOutput, changeOutput), 0, true);
    JsonNode signed = require("signrawtransactionwithwallet", raw.asText());
    if (!signed.path("complete").asBoolean()) {
      throw new TryLaterException("the Bitcoin wallet could not sign; it may be locked");
    }
    byte[] bytes = bytes(signed.path("hex"));
    String id =
        BitcoinTransaction.parse(bytes)
            .orElseThrow(() -> new TryLaterException("the Bitcoin node gave no transaction"))
            .id();
    return new SignedTransaction(id, bytes);
  }

  @Override
  public Sending send(byte[] transaction) {
    try {
      call("sendrawtransaction", HexFormat.of().formatHex(transaction));
      return new Sending.Known();
    } catch (CoreError e) {
      boolean known = e.code == ALREADY_IN_CHAIN || isKnown(transaction);
      return known ? new Sending.Known() : new Sending.Refused(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Report report(double lowBalance) {
    double balance = require("getbalance").asDouble();
    ObjectNode wallet = JSON.createObjectNode();
    wallet.put("balance", balance);
    wallet.put("txcount", require("getwalletinfo").path("txcount").asLong());
    wallet.put("isBalanceLow", balance < lowBalance);
    return new Report(
        Map.of(
            "walletInfo",
            wallet.toString(),
            "blockchainInfo",
            some(
                require("getblockchaininfo"),
                List.of(
                    "blocks", "verificationprogress", "bestblockhash", "warnings", "size_on_disk")),
            "networkInfo",
            some(
                require("getnetworkinfo"),
                List.of(
                    "version",
                    "subversion",
                    "connections",
                    "networkactive",
                    "protocolversion",
                    "warnings")),
            "estimatedSmartFeeInfo",
            require("estimatesmartfee", 1).toString()));
  }

  private static String some(JsonNode all, List<String> names) {
    ObjectNode some = JSON.createObjectNode();
    names.stream().filter(all::has).forEach(name -> some.set(name, all.get(name)));
    return some.toString();
  }

  private boolean isKnown(byte[] transaction) {
    return BitcoinTransaction.parse(transaction)
        .flatMap(parsed -> find(NOTHING_FOUND, "getrawtransaction", parsed.id()))
        .isPresent();
  }

  private JsonNode require(String method, Object... parameters) {
    return find(OptionalInt.empty(), method, parameters).orElseThrow();
  }

  private Optional<JsonNode> find(int absent, String method, Object... parameters) {
    return find(OptionalInt.of(absent), method, parameters);
  }

  /// Empty when Core answers with the error that says there is no such thing.
  private Optional<JsonNode> find(OptionalInt absent, String method, Object... parameters) {
    try {
      return Optional.of(call(method, parameters));
    } catch (CoreError e) {
      if (absent.isPresent() && e.code == absent.getAsInt()) {
        return Optional.empty();
      }
      throw new TryLaterException("the Bitcoin node refuses " + method + ": " + e.getMessage(), e);
    }
  }

  private JsonNode call(String method, Object... parameters) throws CoreError {
    ObjectNode request = JSON.createObjectNode();
    request.put("jsonrpc", "1.0").put("id", "poet").put("method", method);
    request.set("params", JSON.valueToTree(parameters));
    JsonNode answer = post(request);
    JsonNode error = answer.path("error");
    if (error.isObject()) {
      throw new CoreError(error.path("code").asInt(), error.path("message").asText());
    }
    return answer.path("result");
  }

  private JsonNode post(ObjectNode request) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(
            HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                .build(),
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
    try {
      // The request's own timeout ends with the head of the answer.
      HttpResponse<byte[]> response = answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() == 401) {
        throw new TryLaterException("the Bitcoin node refuses our user and password");
      }
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new TryLaterException("the Bitcoin node does not answer in JSON", e);
    } catch (IOException | ExecutionException | TimeoutException e) {
      throw new TryLaterException(
          "the Bitcoin node at " + address.getHost() + ":" + address.getPort() + " is away", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TryLaterException("interrupted while waiting for the Bitcoin node", e);
    } finally {
      answer.cancel(true);
    }
  }

  private static byte[] bytes(JsonNode hex) {
    try {
      return HexFormat.of().parseHex(hex.asText());
    } catch (IllegalArgumentException e) {
      throw new TryLaterException("the Bitcoin node's answer is not hex", e);
    }
  }
}
