package et.po.frost.custody;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.json.MalformedJsonException;
import et.po.testkit.Eventually;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/// A real Vault on Raft storage, with Transit and Frost's own policy, as the operations page has
/// it.
public final class RealVault implements AutoCloseable {
  private static final int ACTIVE = 200;
  private static final int SEALED = 503;
  private static final int EMPTY = 501;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path directory;
  private final Path program;
  private final int port = freePort();
  private Process process;
  private String rootToken = "";
  private String unsealKey = "";
  private String token = "";

  private RealVault(Path program) throws IOException {
    this.program = program;
    this.directory = Files.createTempDirectory("poet-test-vault");
    int clusterPort = freePort();
    Files.createDirectory(directory.resolve("raft"));
    Files.writeString(
        directory.resolve("vault.hcl"),
        """
        storage "raft" {
          path = "%s"
          node_id = "test"
        }
        listener "tcp" {
          address = "127.0.0.1:%d"
          cluster_address = "127.0.0.1:%d"
          tls_disable = true
        }
        api_addr = "http://127.0.0.1:%d"
        cluster_addr = "http://127.0.0.1:%d"
        disable_mlock = true
        """
            .formatted(directory.resolve("raft"), port, clusterPort, port, clusterPort));
    this.process = launch();
  }

  /// Skips the test, and says why, where the program was not fetched.
  public static RealVault start() throws IOException {
    Path program = cache().resolve("poet/vault/vault-1.21.0");
    assumeTrue(
        Files.isExecutable(program),
        "there is no Vault in the cache: ./poet tools vault builds it in 10 to 15 minutes");
    RealVault vault = new RealVault(program);
    vault.prepare();
    return vault;
  }

  private static Path cache() {
    String configured = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    return configured.isBlank()
        ? Path.of(System.getProperty("user.home"), ".cache")
        : Path.of(configured);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(
            program.toString(), "server", "-config=" + directory.resolve("vault.hcl"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("vault.log").toFile()))
        .start();
  }

  private void prepare() throws IOException {
    awaitHealth(EMPTY);
    JsonObject keys =
        call("PUT", "sys/init", Map.of("secret_shares", one(), "secret_threshold", one()));
    rootToken = keys.findString("root_token").orElseThrow();
    unsealKey =
        ((JsonArray) keys.find("keys").orElseThrow()).items().getFirst()
                instanceof JsonString(String key)
            ? key
            : "";
    unseal();
    call("POST", "sys/mounts/transit", Map.of("type", new JsonString("transit")));
    call("POST", "transit/keys/frost", Map.of());
    String policy = Files.readString(Path.of("../docs/operations/vault-policy.hcl"));
    call("PUT", "sys/policies/acl/frost", Map.of("policy", new JsonString(policy)));
    token =
        call(
                "POST",
                "auth/token/create-orphan",
                Map.of("policies", JsonArray.of(new JsonString("frost"))))
            .findObject("auth")
            .flatMap(auth -> auth.findString("client_token"))
            .orElseThrow();
  }

  private static JsonNumber one() {
    return new JsonNumber(1);
  }

  /// Where it listens, also after a restart.
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// Frost's token, which can do no more than the policy says.
  public String token() {
    return token;
  }

  /// What Frost is told of this Vault, by the names of its variables.
  public Map<String, String> environment() {
    return Map.of("VAULT_URL", url().toString(), "VAULT_TOKEN", token);
  }

  VaultSettings settings() {
    return new VaultSettings(url(), VaultToken.of(token), "transit", "frost");
  }

  /// A new version of the key.
  public void rotate() {
    call("POST", "transit/keys/frost/rotate", Map.of());
  }

  public void seal() {
    call("PUT", "sys/seal", Map.of());
    awaitHealth(SEALED);
  }

  public void unseal() {
    call("PUT", "sys/unseal", Map.of("key", new JsonString(unsealKey)));
    awaitHealth(ACTIVE);
  }

  /// As by a crash.
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /// It comes back sealed.
  public void restart() throws IOException {
    process = launch();
    awaitHealth(SEALED);
  }

  private void awaitHealth(int status) {
    Eventually.eventually("Vault's health is " + status, () -> health() == status);
  }

  private int health() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new AssertionError(Files.readString(directory.resolve("vault.log")));
    }
    try {
      HttpRequest request = HttpRequest.newBuilder(url().resolve("/v1/sys/health")).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (ConnectException e) {
      return 0;
    }
  }

  /// The status that whoever holds Frost's token is answered.
  public int statusFor(String method, String path) {
    return send(method, path, token, "{}").statusCode();
  }

  private JsonObject call(String method, String path, Map<String, ? extends Json> body) {
    HttpResponse<String> answer = send(method, path, rootToken, new JsonObject(body).text());
    if (answer.statusCode() >= 300) {
      throw new AssertionError(path + " " + answer.statusCode() + " " + answer.body());
    }
    try {
      return answer.body().isEmpty() ? JsonObject.EMPTY : (JsonObject) Json.parse(answer.body());
    } catch (MalformedJsonException e) {
      throw new AssertionError(answer.body(), e);
    }
  }

  private HttpResponse<String> send(String method, String path, String as, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url().resolve("/v1/" + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body, UTF_8));
    if (!as.isEmpty()) {
      request.header("X-Vault-Token", as);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(path, e);
    }
  }

  @Override
  public void close() throws IOException {
    kill();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
