package et.po.regtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegtestServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PAYLOAD =
      "504f4554000100122046d44814b9c5af141c3aaab7c05dc5e844ead5f91f12858b021eba45768b4c0e";

  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private RegtestServer server;

  @BeforeEach
  void start() throws IOException {
    server = RegtestServer.start(settings());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RegtestServer.Settings settings() {
    return new RegtestServer.Settings(directory, 0, "poet", "secret", Duration.ZERO);
  }

  @Test
  void dataOutput_isMined() throws Exception {
    String id = sendData(PAYLOAD);
    String hash = generate(1);

    JsonNode block = result("getblock", "\"" + hash + "\", 2");
    assertEquals(id, block.at("/tx/1/txid").asText());
    assertEquals("6a29" + PAYLOAD, block.at("/tx/1/vout/0/scriptPubKey/hex").asText());
    assertEquals("nulldata", block.at("/tx/1/vout/0/scriptPubKey/type").asText());
  }

  @Test
  void restart_keepsBlocksTransactionsAndWallet() throws Exception {
    generate(3);
    String waiting = sendData(PAYLOAD);
    String tip = result("getbestblockhash", "").asText();
    String address = result("getnewaddress", "").asText();
    server.close();
    start();

    assertEquals(tip, result("getbestblockhash", "").asText());
    assertEquals(waiting, result("getrawmempool", "").get(0).asText());
    assertEquals(address, result("getnewaddress", "").asText());
    generate(1);
    assertEquals(0, result("getrawmempool", "").size());
  }

  @Test
  void tornRecord_isCutOff() throws Exception {
    String tip = generate(1);
    server.close();
    Files.write(
        directory.resolve("chain"), new byte[] {'B', 0, 0, 1, 0, 7}, StandardOpenOption.APPEND);
    start();

    assertEquals(tip, result("getbestblockhash", "").asText());
    generate(1);
  }

  @Test
  void invalidatedBlock_returnsItsTransactionsAndLongerBranchWins() throws Exception {
    String id = sendData(PAYLOAD);
    String first = generate(1);
    call("invalidateblock", "\"" + first + "\"");

    assertEquals(id, result("getrawmempool", "").get(0).asText());
    String second = generate(1);
    assertNotEquals(first, second);
    assertEquals(-1, result("getblockheader", "\"" + first + "\"").path("confirmations").asInt());

    generate(1);
    call("reconsiderblock", "\"" + first + "\"");
    assertEquals(2, result("getblockheader", "\"" + second + "\"").path("confirmations").asInt());
  }

  @Test
  void spentCoin_isRefused() throws Exception {
    String signed = signedData(PAYLOAD);
    result("sendrawtransaction", "\"" + signed + "\"");
    assertEquals(0, call("sendrawtransaction", "\"" + signed + "\"").path("error").size());
    generate(1);

    assertEquals(-27, call("sendrawtransaction", "\"" + signed + "\"").at("/error/code").asInt());
  }

  @Test
  void changedTransaction_hasNoValidSignature() throws Exception {
    String signed = signedData(PAYLOAD);
    String changed = signed.replace(PAYLOAD, PAYLOAD.replace("46d448", "46d449"));

    assertEquals(-26, call("sendrawtransaction", "\"" + changed + "\"").at("/error/code").asInt());
  }

  @Test
  void wrongPassword_isRefused() throws Exception {
    HttpResponse<String> answer = post("{}", "poet:wrong");

    assertEquals(401, answer.statusCode());
  }

  @Test
  void badRequests_areAnsweredAsCoreDoes() throws Exception {
    assertEquals(-32700, JSON.readTree(post("{", "poet:secret").body()).at("/error/code").asInt());
    assertEquals(-32601, call("nosuchthing", "").at("/error/code").asInt());
    assertEquals(-8, call("getblockhash", "100000").at("/error/code").asInt());
    assertEquals(-3, call("getblockhash", "\"one\"").at("/error/code").asInt());
    assertEquals(-5, call("getblock", "\"" + "0".repeat(64) + "\"").at("/error/code").asInt());
    assertEquals(-22, call("sendrawtransaction", "\"00\"").at("/error/code").asInt());
  }

  @Test
  void secondServerOnTheSameChain_isRefused() {
    assertThrows(Exception.class, () -> RegtestServer.start(settings()));
  }

  private String sendData(String data) throws Exception {
    return result("sendrawtransaction", "\"" + signedData(data) + "\"").asText();
  }

  private String signedData(String data) throws Exception {
    JsonNode coin = result("listunspent", "").get(0);
    String inputs = "[{\"txid\":%s,\"vout\":%s}]".formatted(coin.get("txid"), coin.get("vout"));
    String change =
        coin.get("amount")
            .decimalValue()
            .subtract(new java.math.BigDecimal("0.0001"))
            .toPlainString();
    String outputs = "[{\"data\":\"%s\"},{%s:%s}]".formatted(data, coin.get("address"), change);
    String raw = result("createrawtransaction", inputs + "," + outputs).asText();
    JsonNode signed = result("signrawtransactionwithwallet", "\"" + raw + "\"");
    assertTrue(signed.get("complete").asBoolean());
    return signed.get("hex").asText();
  }

  private String generate(int blocks) throws Exception {
    String address = result("getnewaddress", "").asText();
    JsonNode hashes = result("generatetoaddress", blocks + ",\"" + address + "\"");
    return hashes.get(hashes.size() - 1).asText();
  }

  private JsonNode result(String method, String parameters) throws Exception {
    JsonNode answer = call(method, parameters);
    assertTrue(answer.path("error").isNull(), answer::toString);
    return answer.get("result");
  }

  private JsonNode call(String method, String parameters) throws Exception {
    String body =
        "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"%s\",\"params\":[%s]}"
            .formatted(method, parameters);
    return JSON.readTree(post(body, "poet:secret").body());
  }

  private HttpResponse<String> post(String body, String credentials) throws Exception {
    String authorization =
        Base64.getEncoder()
            .encodeToString(credentials.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port()))
            .header("Authorization", "Basic " + authorization)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
