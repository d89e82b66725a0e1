package et.po.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real servers take the commands, scripts and probes that the charts render.
@Tag("real")
class ServersRunTest {
  private static final CachedProgram BITCOIND =
      new CachedProgram("bitcoind/bitcoin-knots/usr/bin/bitcoind", "./poet tools bitcoind");
  private static final CachedProgram KUBO =
      new CachedProgram("kubo/kubo-0.39.0", "./poet tools kubo");
  private static final String USER = "poet";
  private static final String PASSWORD = "correct horse";
  private static final int OK = 200;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir Path directory;

  private LocalPod local;

  @BeforeEach
  void open() throws IOException {
    local = new LocalPod(directory, "/data", "/run/secrets/bitcoin", "/run/secrets/ipfs");
  }

  @AfterEach
  void close() {
    local.close();
  }

  @Test
  void bitcoind_isReady_whenItHasTheChainAndItsLastBlockIsYoung() throws Exception {
    provideBitcoind();
    String port = local.freePort(18443);
    JsonNode regtest = container("poet-bitcoind/regtest", "{}");
    // The check of the main chain, asked of this one.
    JsonNode main = container("poet-bitcoind/regtest", "{\"chain\": \"main\"}");
    local.replace("-chain=main", "-chain=regtest");
    local.replace("-rpcport=8332", "-rpcport=" + port);

    local.start(regtest);
    local.await(() -> local.probe(regtest.path("readinessProbe")).code() == 0);
    assertEquals(new LocalPod.Ending(0, ""), local.probe(regtest.path("readinessProbe")));
    assertEquals(
        new LocalPod.Ending(1, "it still downloads the chain\n"),
        local.probe(main.path("readinessProbe")));

    mineAt(port, Instant.now().minus(Duration.ofHours(5)));
    assertEquals(
        new LocalPod.Ending(1, "its last block is older than 180 minutes\n"),
        local.probe(main.path("readinessProbe")));

    mineAt(port, Instant.now());
    assertEquals(new LocalPod.Ending(0, ""), local.probe(main.path("readinessProbe")));

    assertEquals(401, rpc(port, "wrong", "uptime", "").statusCode());
    assertEquals(0, local.end());
  }

  @Test
  void ipfs_servesWhoeverLogsIn_andFetchesNothingForReaders() throws Exception {
    local.provide("ipfs", "'" + KUBO.file() + "'");
    String api = "http://127.0.0.1:" + local.freePort(5001);
    String gateway = "http://127.0.0.1:" + local.freePort(8080);
    local.freePort(4001);
    Files.writeString(
        local.path("/run/secrets/ipfs").resolve("authorizations.json"),
        """
        {"poet":{"AuthSecret":"basic:%s:%s","AllowedPaths":["/api/v0"]}}\
        """
            .formatted(USER, PASSWORD));
    JsonNode pod = pod("poet-ipfs/switches", "{\"routing\": \"none\"}");
    JsonNode prepare = pod.at("/spec/initContainers/0");
    JsonNode ipfs = pod.at("/spec/containers/0");

    assertEquals(0, local.run(prepare).code());
    // One that is made anew was broken off before it stood in its place.
    Files.move(local.path("/data/repository"), local.path("/data/repository.new"));
    assertEquals(0, local.run(prepare).code());
    // What a pod that starts again does.
    assertEquals(0, local.run(prepare).code());
    // One of an older Kubo.
    Path version = local.path("/data/repository").resolve("version");
    String current = Files.readString(version).strip();
    Files.writeString(version, Integer.toString(Integer.parseInt(current) - 1));
    assertEquals(0, local.run(prepare).code());
    assertEquals(current, Files.readString(version).strip());
    local.start(ipfs);
    String healthy = gateway + ipfs.at("/readinessProbe/httpGet/path").asText();
    local.await(() -> answer(HttpRequest.newBuilder(URI.create(healthy))).statusCode() == OK);

    assertEquals(OK, answer(login(api + "/api/v0/version")).statusCode());
    assertEquals(
        403,
        answer(
                HttpRequest.newBuilder(URI.create(api + "/api/v0/version"))
                    .POST(HttpRequest.BodyPublishers.noBody()))
            .statusCode());
    assertTrue(
        answer(HttpRequest.newBuilder(URI.create(api + "/debug/metrics/prometheus")))
            .body()
            .contains("ipfs_"));
    // Nobody has it, and nobody is asked.
    assertEquals(
        404,
        answer(
                HttpRequest.newBuilder(
                    URI.create(
                        gateway
                            + "/ipfs/bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy")))
            .statusCode());
    assertEquals(0, local.end());
  }

  /// The daemon was extracted with a C library of its own, so that a loader starts it.
  private void provideBitcoind() throws Exception {
    Path daemon = BITCOIND.file();
    Path libraries = daemon.resolve("../../lib/x86_64-linux-gnu").normalize();
    for (String name : List.of("bitcoind", "bitcoin-cli")) {
      local.provide(
          name,
          "'%s' --library-path '%s' '%s'"
              .formatted(
                  libraries.resolve("ld-linux-x86-64.so.2"),
                  libraries,
                  daemon.resolveSibling(name)));
    }
    Files.writeString(
        local.path("/run/secrets/bitcoin").resolve("bitcoin.conf"),
        "rpcauth=" + USER + ":5a17$" + hash("5a17") + "\n");
  }

  /// As the chart's README makes it.
  private static String hash(String salt) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(salt.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(PASSWORD.getBytes(StandardCharsets.UTF_8)));
  }

  private static void mineAt(String port, Instant time) throws IOException, InterruptedException {
    assertEquals(
        OK, rpc(port, PASSWORD, "setmocktime", Long.toString(time.getEpochSecond())).statusCode());
    assertEquals(
        OK, rpc(port, PASSWORD, "generatetodescriptor", "1, \"raw(51)#8lvh9jxk\"").statusCode());
  }

  private static HttpResponse<String> rpc(
      String port, String password, String method, String parameters)
      throws IOException, InterruptedException {
    return answer(
        login("http://127.0.0.1:" + port + "/", password)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"%s\",\"params\":[%s]}"
                        .formatted(method, parameters))));
  }

  private static HttpRequest.Builder login(String url) {
    return login(url, PASSWORD).POST(HttpRequest.BodyPublishers.noBody());
  }

  private static HttpRequest.Builder login(String url, String password) {
    String login = USER + ":" + password;
    return HttpRequest.newBuilder(URI.create(url))
        .header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
  }

  private static HttpResponse<String> answer(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(
        request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode container(String release, String more) throws IOException {
    return pod(release, more).at("/spec/containers/0");
  }

  private JsonNode pod(String release, String more) throws IOException {
    Path values = Files.writeString(Files.createTempFile(directory, "values", ".yaml"), more);
    return Charts.render(Release.called(release).with(values)).stream()
        .filter(object -> object.is("StatefulSet"))
        .findFirst()
        .flatMap(Manifest::podTemplate)
        .orElseThrow();
  }
}
