package et.po.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import et.po.postgresql.Place;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A Vault server on Raft storage in a directory. A new directory has to be initialised, and every
/// start leaves it sealed, as Vault itself has it.
public final class Vault extends OneProcess {
  /// Listens on the port, without TLS, and on the one after it for others of its cluster, of whom
  /// there are none.
  private static final String CONFIGURATION =
      """
      storage "raft" {
        path = "%s"
        node_id = "one"
      }
      listener "tcp" {
        address = "%s:%d"
        cluster_address = "%s:%d"
        tls_disable = true
      }
      api_addr = "http://%s:%d"
      cluster_addr = "http://%s:%d"
      disable_mlock = true
      max_lease_ttl = "87600h"
      default_lease_ttl = "87600h"
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration CALL = Duration.ofSeconds(30);
  private static final int ACTIVE = 200;
  private static final int UNINITIALISED = 501;

  private static final String NAME = "vault";
  private static final String PROGRAM = "vault-1.21.0";

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;
  private final String host;

  private Vault(String host, int port, ServerProcess process) {
    super(process);
    this.host = host;
    this.port = port;
  }

  /// Whether `./poet tools` has fetched it.
  public static boolean isFetched() {
    return Files.isExecutable(ServerCache.directory(NAME).resolve(PROGRAM));
  }

  /// What whoever initialised a Vault is told, once: the one key that unseals it, and the token
  /// that may do everything.
  public record Keys(String unsealKey, String rootToken) {}

  /// Returns when it answers, sealed or not initialised.
  ///
  /// @param port on loopback; the one above is taken as well
  public static Vault start(Path directory, int port) {
    return start(directory, port, Place.LOOPBACK);
  }

  /// The same elsewhere than on loopback.
  public static Vault start(Path directory, int port, Place place) {
    String host = place.host();
    Path program = ServerCache.require(NAME, PROGRAM);
    try {
      Path raft = Files.createDirectories(directory.resolve("raft"));
      Path configuration = directory.resolve("vault.hcl");
      Files.writeString(
          configuration,
          CONFIGURATION.formatted(raft, host, port, host, port + 1, host, port, host, port + 1));
      ServerProcess process =
          ServerProcess.start(
              "Vault",
              place,
              List.of(program.toString(), "server", "-config=" + configuration),
              Map.of(),
              directory,
              directory.resolve("log"));
      Vault vault = new Vault(host, port, process);
      process.awaitReady(() -> vault.health() > 0, PATIENCE);
      return vault;
    } catch (IOException e) {
      throw new ServerException("Vault cannot be started: " + e.getMessage(), e);
    }
  }

  /// Where it listens, also after a restart.
  public URI url() {
    return URI.create("http://" + host + ":" + port);
  }

  public boolean isInitialised() {
    return health() != UNINITIALISED;
  }

  /// Makes its master key, in one part. It is sealed afterwards.
  public Keys initialise() {
    JsonObject keys =
        call(
            "PUT",
            "sys/init",
            "",
            Map.of("secret_shares", new JsonNumber(1), "secret_threshold", new JsonNumber(1)));
    if (!(keys.find("keys").orElse(JsonArray.of()) instanceof JsonArray parts)
        || parts.items().isEmpty()
        || !(parts.items().getFirst() instanceof JsonString(String unsealKey))) {
      throw new ServerException("Vault gave no key when it was initialised");
    }
    return new Keys(unsealKey, keys.findString("root_token").orElseThrow());
  }

  /// Returns when it serves.
  public void unseal(String key) {
    call("PUT", "sys/unseal", "", Map.of("key", new JsonString(key)));
    process.awaitReady(() -> health() == ACTIVE, PATIENCE);
  }

  /// Returns when it serves no more.
  public void seal(String token) {
    call("PUT", "sys/seal", token, Map.of());
    process.awaitReady(() -> health() != ACTIVE, PATIENCE);
  }

  /// Gives somebody a Transit key and a policy of their own, as the operations page on custody has
  /// it. May be cut short and done again.
  ///
  /// @param root the token that may do everything
  /// @param name of key and policy
  /// @param policy what they may do
  /// @return their token, good for ten years
  public String admit(String root, String name, String policy) {
    if (status("GET", "sys/mounts/transit/tune", root) != ACTIVE) {
      call("POST", "sys/mounts/transit", root, Map.of("type", new JsonString("transit")));
    }
    call("POST", "transit/keys/" + name, root, Map.of());
    call("PUT", "sys/policies/acl/" + name, root, Map.of("policy", new JsonString(policy)));
    return call(
            "POST",
            "auth/token/create-orphan",
            root,
            Map.of("policies", JsonArray.of(new JsonString(name))))
        .findObject("auth")
        .flatMap(auth -> auth.findString("client_token"))
        .orElseThrow(() -> new ServerException("Vault gave no token for " + name));
  }

  /// A call of its HTTP API.
  ///
  /// @param path behind `/v1/`
  /// @param token whose rights it has; empty for none
  /// @return the answer; empty if that has no body
  /// @throws ServerException if it is refused
  public JsonObject call(
      String method, String path, String token, Map<String, ? extends Json> body) {
    HttpResponse<String> answer = send(method, path, token, new JsonObject(body).text());
    if (answer.statusCode() >= 300) {
      throw new ServerException(
          "Vault answers %d to %s %s".formatted(answer.statusCode(), method, path));
    }
    try {
      return answer.body().isEmpty() ? JsonObject.EMPTY : (JsonObject) Json.parse(answer.body());
    } catch (MalformedJsonException | ClassCastException e) {
      throw new ServerException("Vault's answer to " + path + " is no JSON object", e);
    }
  }

  /// The status that whoever holds this token is answered.
  public int status(String method, String path, String token) {
    return send(method, path, token, "{}").statusCode();
  }

  private HttpResponse<String> send(String method, String path, String token, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url().resolve("/v1/" + path))
            .timeout(CALL)
            .method(method, HttpRequest.BodyPublishers.ofString(body, UTF_8));
    if (!token.isEmpty()) {
      request.header("X-Vault-Token", token);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new ServerException("Vault does not answer to " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("interrupted while Vault was asked", e);
    }
  }

  /// 200 while it serves, 503 sealed, 501 not initialised; 0 while nobody answers.
  private int health() {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(url().resolve("/v1/sys/health")).timeout(CALL).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
