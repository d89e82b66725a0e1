package et.po.node.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import et.po.node.bitcoin.BitcoinNode.Coin;
import et.po.node.bitcoin.CoreRpc;
import et.po.regtest.RegtestServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// A chain that grows only when it is told to.
public final class TestChain implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int FEE = 10_000;
  private static final String USER = "poet:secret";

  /// As many as the embedded chain begins with: ten rewards may be spent.
  private static final int FIRST_BLOCKS = 110;

  private static final int MINED_AT_ONCE = 200;
  private static final String NOBODY =
      "bcrt1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq3xueyj";

  private final URI url;
  private final AutoCloseable server;
  private final CoreRpc bitcoin;
  private final HttpClient http = HttpClient.newHttpClient();

  /// The embedded chain.
  public TestChain(Path directory) throws IOException {
    this(embedded(directory));
  }

  private TestChain(RegtestServer server) {
    this(URI.create("http://" + USER + "@127.0.0.1:" + server.port()), server);
  }

  private TestChain(URI url, AutoCloseable server) {
    this.url = url;
    this.server = server;
    this.bitcoin = new CoreRpc(url);
  }

  private static RegtestServer embedded(Path directory) throws IOException {
    return RegtestServer.start(
        new RegtestServer.Settings(directory, 0, "poet", "secret", Duration.ZERO));
  }

  /// A wallet of a real daemon, with as many blocks. Skips the test, and says why, where the daemon
  /// was not fetched.
  public static TestChain real(Path directory, String... options) {
    RealBitcoin daemon = RealBitcoin.start(directory, options);
    TestChain chain = of(daemon);
    chain.mine(FIRST_BLOCKS);
    return chain;
  }

  /// A node that others run.
  public static TestChain at(URI url) {
    return new TestChain(url, () -> {});
  }

  /// The daemon's chain as it is.
  public static TestChain of(RealBitcoin daemon) {
    return new TestChain(daemon.url(), daemon);
  }

  /// The chain as the node sees it.
  public CoreRpc bitcoin() {
    return bitcoin;
  }

  public int height() {
    return call("getblockcount").asInt();
  }

  /// Mines what waits, and answers the hashes of the blocks.
  public List<String> mine(int blocks) {
    List<String> hashes = new ArrayList<>();
    String address = call("getnewaddress", "", "bech32").asText();
    call("generatetoaddress", blocks, address).forEach(hash -> hashes.add(hash.asText()));
    return hashes;
  }

  /// Mines many blocks, whose rewards nobody gets: a wallet would write each of them down.
  public void mineForNobody(int blocks) {
    for (int left = blocks; left > 0; left -= MINED_AT_ONCE) {
      call("generatetoaddress", Math.min(left, MINED_AT_ONCE), NOBODY);
    }
  }

  /// Mines so many blocks without what waits.
  public void mineEmpty(int blocks) {
    String address = call("getnewaddress", "", "bech32").asText();
    for (int i = 0; i < blocks; i++) {
      call("generateblock", address, List.of());
    }
  }

  /// Declares a block and those on top of it bad: what was in them waits again where it still can.
  public void invalidate(String hash) {
    call("invalidateblock", hash);
  }

  public void reconsider(String hash) {
    call("reconsiderblock", hash);
  }

  /// Transactions that wait for a block.
  public List<String> waiting() {
    List<String> ids = new ArrayList<>();
    call("getrawmempool").forEach(id -> ids.add(id.asText()));
    return ids;
  }

  /// Sends a transaction of these data outputs, from the wallet's largest coin.
  public String sendData(List<byte[]> data) {
    List<Map<String, Object>> outputs = new ArrayList<>();
    data.forEach(bytes -> outputs.add(Map.of("data", HexFormat.of().formatHex(bytes))));
    Coin coin = largest();
    outputs.add(change(coin.satoshis()));
    return send(coin, outputs);
  }

  /// Spends a coin, named `transaction:output`, for something else.
  public String spend(String name) {
    Coin coin =
        bitcoin.coins(0).stream()
            .filter(c -> name.equals(c.transactionId() + ":" + c.output()))
            .findFirst()
            .orElseThrow();
    return send(coin, List.of(change(coin.satoshis())));
  }

  /// Sends the wallet a coin of so many satoshis, and names it `transaction:output`.
  public String split(long satoshis) {
    Coin coin = largest();
    Map<String, Object> some = change(satoshis + FEE);
    return send(coin, List.of(some, change(coin.satoshis() - satoshis))) + ":0";
  }

  /// Pays the address from the wallet's largest coin; returns the transaction's id.
  public String pay(String address, long satoshis) {
    Coin coin = largest();
    Map<String, Object> some = Map.of(address, BigDecimal.valueOf(satoshis, 8).toPlainString());
    return send(coin, List.of(some, change(coin.satoshis() - satoshis)));
  }

  private Coin largest() {
    return bitcoin.coins(0).stream().max(Comparator.comparingLong(Coin::satoshis)).orElseThrow();
  }

  private Map<String, Object> change(long satoshis) {
    return Map.of(bitcoin.changeAddress(), BigDecimal.valueOf(satoshis - FEE, 8).toPlainString());
  }

  private String send(Coin coin, List<Map<String, Object>> outputs) {
    var input = Map.of("txid", coin.transactionId(), "vout", coin.output());
    String raw = call("createrawtransaction", List.of(input), outputs).asText();
    String signed = call("signrawtransactionwithwallet", raw).path("hex").asText();
    return call("sendrawtransaction", signed).asText();
  }

  /// The result of an RPC.
  ///
  /// @throws IllegalStateException when it is an error
  public JsonNode call(String method, Object... parameters) {
    Map<String, Object> request =
        Map.of("jsonrpc", "1.0", "id", "test", "method", method, "params", List.of(parameters));
    try {
      HttpRequest post =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:%d%s".formatted(url.getPort(), url.getRawPath())))
              .timeout(Duration.ofSeconds(60))
              .header(
                  "Authorization",
                  "Basic "
                      + Base64.getEncoder().encodeToString(USER.getBytes(StandardCharsets.UTF_8)))
              .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(request)))
              .build();
      JsonNode answer = JSON.readTree(http.send(post, HttpResponse.BodyHandlers.ofString()).body());
      if (answer.path("error").isObject()) {
        throw new IllegalStateException(method + ": " + answer.path("error"));
      }
      return answer.path("result");
    } catch (IOException e) {
      throw new IllegalStateException(method, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(method, e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
