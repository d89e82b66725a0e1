package et.po.node.bitcoin;

import com.fasterxml.jackson.databind.DeserializationFeature;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// Bitcoin Core's JSON-RPC. The address holds user and password, which appear in no message of
/// ours.
public final class CoreRpc implements BitcoinNode {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /// A block of four million weight units is at most 8 MB in hex; more is no answer of a Bitcoin
  /// node.
  private static final int LARGEST_ANSWER = 16 * 1024 * 1024;

  private static final int FEE_TARGET_BLOCKS = 3;
  private static final BigDecimal SATOSHIS = BigDecimal.valueOf(100_000_000);

  private final URI address;
  private final String authorization;
  private final Duration timeout;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /// @param url such as `http://user:password@127.0.0.1:18443`
  public CoreRpc(URI url) {
    this(url, TIMEOUT);
  }

  /// @param timeout of a call, from the question to the answer's last byte
  CoreRpc(URI url, Duration timeout) {
    if (!Set.of("http", "https").contains(String.valueOf(url.getScheme()))
        || url.getHost() == null
        || url.getPort() < 0) {
      // The address itself is not repeated: it may hold the password.
      throw new IllegalArgumentException(
          "the Bitcoin node's address has the form http://user:password@host:port");
    }
    this.timeout = timeout;
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
  private static final int MISSING_OR_SPENT = -25;
  private static final int ALREADY_IN_CHAIN = -27;
  private static final int NO_SUCH_METHOD = -32601;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  @Override
  public Tip tip() {
    JsonNode info = require("getblockchaininfo");
    return new Tip(number(info, "blocks"), hash(info.path("bestblockhash")));
  }

  @Override
  public Optional<String> hashAt(int height) {
    return find(HEIGHT_OUT_OF_RANGE, "getblockhash", height).map(CoreRpc::hash);
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
                hash(coin.path("txid")),
                number(coin, "vout"),
                coin.path("amount").decimalValue().multiply(SATOSHIS).longValueExact(),
                number(coin, "confirmations")));
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
      if (e.code == ALREADY_IN_CHAIN || isKnown(transaction)) {
        return new Sending.Known();
      }
      String because = String.valueOf(e.getMessage());
      return e.code == MISSING_OR_SPENT
          ? new Sending.CoinMissing(because)
          : new Sending.Refused(because);
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

  /// Whether it waits, or is in the chain: without an index of transactions Core finds one in the
  /// chain only by the wallet, and answers that its coin is spent, by itself, when its change is
  /// spent as well.
  private boolean isKnown(byte[] transaction) {
    String id =
        BitcoinTransaction.parse(transaction)
            .orElseThrow(() -> new IllegalArgumentException("these are no transaction's bytes"))
            .id();
    return find(Set.of(NOTHING_FOUND), "getrawtransaction", id).isPresent()
        || find(Set.of(NOTHING_FOUND, NO_SUCH_METHOD), "gettransaction", id)
            .filter(ours -> ours.path("confirmations").asInt() > 0)
            .isPresent();
  }

  private JsonNode require(String method, Object... parameters) {
    return find(Set.of(), method, parameters).orElseThrow();
  }

  private Optional<JsonNode> find(int absent, String method, Object... parameters) {
    return find(Set.of(absent), method, parameters);
  }

  /// Empty when Core answers with an error that says there is no such thing.
  private Optional<JsonNode> find(Set<Integer> absent, String method, Object... parameters) {
    try {
      return Optional.of(call(method, parameters));
    } catch (CoreError e) {
      if (absent.contains(e.code)) {
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
    if (!answer.has("result")) {
      throw new TryLaterException("the Bitcoin node gives no result for " + method);
    }
    return answer.path("result");
  }

  private JsonNode post(ObjectNode request) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(
            HttpRequest.newBuilder(address)
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
      throw new TryLaterException(
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
      throw new TryLaterException("the Bitcoin node refuses our user and password");
    }
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new TryLaterException(
          "the Bitcoin node answers %d and no JSON".formatted(response.statusCode()), e);
    }
  }

  private static String hash(JsonNode value) {
    if (!HASH.matcher(value.asText()).matches()) {
      throw new TryLaterException("the Bitcoin node's answer is not a hash");
    }
    return value.asText();
  }

  private static int number(JsonNode object, String name) {
    if (!object.path(name).isInt()) {
      throw new TryLaterException("the Bitcoin node's answer has no number \"" + name + "\"");
    }
    return object.path(name).intValue();
  }

  private static byte[] bytes(JsonNode hex) {
    try {
      return HexFormat.of().parseHex(hex.asText());
    } catch (IllegalArgumentException e) {
      throw new TryLaterException("the Bitcoin node's answer is not hex", e);
    }
  }
}
