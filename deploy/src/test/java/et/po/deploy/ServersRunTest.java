package et.po.deploy;

import static et.po.deploy.Manifest.elements;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real servers take the commands, scripts and probes that the charts render.
///
/// They run without a container: what a chart mounts is in a directory of the test, and ports are
/// free ones. All else is word by word what a kubelet would start.
@Tag("real")
class ServersRunTest {
  private static final CachedProgram BITCOIND =
      new CachedProgram("bitcoind/bitcoin-knots/usr/bin/bitcoind", "./poet tools bitcoind");
  private static final CachedProgram KUBO =
      new CachedProgram("kubo/kubo-0.39.0", "./poet tools kubo");
  private static final String USER = "poet";
  private static final String PASSWORD = "correct horse";
  private static final int OK = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir Path directory;

  /// Where what stands in a manifest is here.
  private final Map<String, String> here = new HashMap<>();

  private Optional<Process> server = Optional.empty();

  @BeforeEach
  void findPlaces() throws IOException {
    for (String path : List.of("/data", "/run/secrets/bitcoin", "/run/secrets/ipfs")) {
      here.put(path, Files.createDirectories(directory.resolve(path.substring(1))).toString());
    }
    Files.createDirectories(directory.resolve("bin"));
  }

  @AfterEach
  void end() throws InterruptedException {
    if (server.isPresent() && server.get().isAlive()) {
      server.get().destroyForcibly().waitFor();
    }
  }

  @Test
  void bitcoind_isReady_whenItHasTheChainAndItsLastBlockIsYoung() throws Exception {
    provideBitcoind();
    String port = freePort(18443);
    JsonNode regtest = container("poet-bitcoind/regtest", "{}");
    // The check of the main chain, asked of this one.
    JsonNode main = container("poet-bitcoind/regtest", "{\"chain\": \"main\"}");
    here.put("-chain=main", "-chain=regtest");
    here.put("-rpcport=8332", "-rpcport=" + port);

    start(regtest);
    await(() -> probe(regtest.path("readinessProbe")).code() == 0);
    assertEquals(new Ending(0, ""), probe(regtest.path("readinessProbe")));
    assertEquals(
        new Ending(1, "it still downloads the chain\n"), probe(main.path("readinessProbe")));

    mineAt(port, Instant.now().minus(Duration.ofHours(5)));
    assertEquals(
        new Ending(1, "its last block is older than 180 minutes\n"),
        probe(main.path("readinessProbe")));

    mineAt(port, Instant.now());
    assertEquals(new Ending(0, ""), probe(main.path("readinessProbe")));

    assertEquals(401, rpc(port, "wrong", "uptime", "").statusCode());
    server.orElseThrow().destroy();
    assertTrue(server.orElseThrow().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    assertEquals(0, server.orElseThrow().exitValue());
  }

  @Test
  void ipfs_servesWhoeverLogsIn_andFetchesNothingForReaders() throws Exception {
    provide("ipfs", "'" + KUBO.file() + "'");
    String api = "http://127.0.0.1:" + freePort(5001);
    String gateway = "http://127.0.0.1:" + freePort(8080);
    freePort(4001);
    Files.writeString(
        Path.of(here.get("/run/secrets/ipfs")).resolve("authorizations.json"),
        """
        {"poet":{"AuthSecret":"basic:%s:%s","AllowedPaths":["/api/v0"]}}\
        """
            .formatted(USER, PASSWORD));
    JsonNode pod = pod("poet-ipfs/switches", "{\"routing\": \"none\"}");
    JsonNode prepare = pod.at("/spec/initContainers/0");
    JsonNode ipfs = pod.at("/spec/containers/0");

    assertEquals(0, run(prepare, prepare.path("command")).code());
    // One that is made anew was broken off before it stood in its place.
    Files.move(Path.of(here("/data/repository")), Path.of(here("/data/repository.new")));
    assertEquals(0, run(prepare, prepare.path("command")).code());
    // What a pod that starts again does.
    assertEquals(0, run(prepare, prepare.path("command")).code());
    // One of an older Kubo.
    Path version = Path.of(here("/data/repository")).resolve("version");
    String current = Files.readString(version).strip();
    Files.writeString(version, Integer.toString(Integer.parseInt(current) - 1));
    assertEquals(0, run(prepare, prepare.path("command")).code());
    assertEquals(current, Files.readString(version).strip());
    start(ipfs);
    String healthy = gateway + ipfs.at("/readinessProbe/httpGet/path").asText();
    await(() -> answer(HttpRequest.newBuilder(URI.create(healthy))).statusCode() == OK);

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
    server.orElseThrow().destroy();
    assertTrue(server.orElseThrow().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    assertEquals(0, server.orElseThrow().exitValue());
  }

  /// The daemon was extracted with a C library of its own, so that a loader starts it.
  private void provideBitcoind() throws Exception {
    Path daemon = BITCOIND.file();
    Path libraries = daemon.resolve("../../lib/x86_64-linux-gnu").normalize();
    for (String name : List.of("bitcoind", "bitcoin-cli")) {
      provide(
          name,
          "'%s' --library-path '%s' '%s'"
              .formatted(
                  libraries.resolve("ld-linux-x86-64.so.2"),
                  libraries,
                  daemon.resolveSibling(name)));
    }
    Files.writeString(
        Path.of(here.get("/run/secrets/bitcoin")).resolve("bitcoin.conf"),
        "rpcauth=" + USER + ":5a17$" + hash("5a17") + "\n");
  }

  private void provide(String name, String command) throws IOException {
    Path script = directory.resolve("bin").resolve(name);
    Files.writeString(script, "#!/bin/sh\nexec " + command + " \"$@\"\n");
    assertTrue(script.toFile().setExecutable(true));
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

  private String freePort(int rendered) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(socket.getLocalPort());
      here.put(Integer.toString(rendered), port);
      return port;
    }
  }

  private String here(String text) {
    // In one go, for what stands here may look like something that stands there.
    String places =
        here.keySet().stream()
            .map(place -> "(?<![0-9])" + Pattern.quote(place) + "(?![0-9])")
            .collect(Collectors.joining("|"));
    return Pattern.compile(places)
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(here.getOrDefault(found.group(), "")));
  }

  private ProcessBuilder process(JsonNode container, JsonNode command) {
    ProcessBuilder builder =
        new ProcessBuilder(
                // Which finds the program in the changed path.
                Stream.concat(
                        Stream.of("/usr/bin/env"),
                        elements(command).map(JsonNode::asText).map(this::here))
                    .toList())
            .directory(directory.toFile());
    builder
        .environment()
        .merge("PATH", directory.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
    elements(container.path("env"))
        .forEach(entry ->
            builder
                .environment()
                .put(entry.path("name").asText(), here(entry.path("value").asText())));
    return builder;
  }

  private void start(JsonNode container) throws IOException {
    server =
        Optional.of(
            process(container, container.path("command"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start());
  }

  private Ending run(JsonNode container, JsonNode command)
      throws IOException, InterruptedException {
    Process process =
        process(container, command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ending(process.waitFor(), printed);
  }

  private Ending probe(JsonNode probe) throws IOException, InterruptedException {
    return run(probe, probe.at("/exec/command"));
  }

  private void await(Condition condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds(condition)) {
      assertTrue(
          server.orElseThrow().isAlive() && System.nanoTime() < end,
          Files.readString(directory.resolve("log")));
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static boolean holds(Condition condition) throws Exception {
    try {
      return condition.holds();
    } catch (IOException e) {
      return false;
    }
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws Exception;
  }

  /// How a command ended, and what it printed.
  private record Ending(int code, String printed) {}
}
