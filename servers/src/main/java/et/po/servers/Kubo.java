package et.po.servers;

import et.po.postgresql.DirectoryProcesses;
import et.po.postgresql.Place;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// An IPFS node that talks to nobody but the peers it is given.
///
/// Its repository is in the directory: a start on the same directory goes on with it.
public final class Kubo extends OneProcess {
  private static final String NAME = "kubo";
  private static final String PROGRAM = "kubo-0.39.0";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration CALL = Duration.ofSeconds(60);
  private static final int OK = 200;

  private final Settings settings;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// @param directory for the repository and the log
  /// @param apiPort of the RPC API
  /// @param gatewayPort of its gateway
  /// @param swarmPort where other nodes reach it; none for a node without network
  /// @param peers [addresses][Kubo#peerAddress] of nodes that it connects to
  /// @param login `user:password` that the API asks for
  /// @param profiles of the program's own that a new repository is made with, beside `test`
  /// @param place where it listens
  public record Settings(
      Path directory,
      int apiPort,
      int gatewayPort,
      Optional<Integer> swarmPort,
      List<String> peers,
      Optional<String> login,
      List<String> profiles,
      Place place) {
    public Settings {
      directory = directory.toAbsolutePath();
      peers = List.copyOf(peers);
      profiles = List.copyOf(profiles);
    }

    /// A node without network, login and profiles.
    public static Settings offline(Path directory, int apiPort, int gatewayPort) {
      return new Settings(
          directory,
          apiPort,
          gatewayPort,
          Optional.empty(),
          List.of(),
          Optional.empty(),
          List.of(),
          Place.LOOPBACK);
    }

    /// The same with a network.
    public Settings online(int swarmPort, List<String> peers) {
      return new Settings(
          directory, apiPort, gatewayPort, Optional.of(swarmPort), peers, login, profiles, place);
    }

    /// The same with a login.
    public Settings withLogin(String login) {
      return new Settings(
          directory, apiPort, gatewayPort, swarmPort, peers, Optional.of(login), profiles, place);
    }

    /// The same elsewhere than on loopback.
    public Settings at(Place place) {
      return new Settings(
          directory, apiPort, gatewayPort, swarmPort, peers, login, profiles, place);
    }

    /// The same with the program's own profiles, such as `pebbleds`.
    public Settings withProfiles(String... profiles) {
      return new Settings(
          directory, apiPort, gatewayPort, swarmPort, peers, login, List.of(profiles), place);
    }
  }

  private Kubo(Settings settings, ServerProcess process) {
    super(process);
    this.settings = settings;
  }

  /// Whether `./poet tools` has fetched it.
  public static boolean isFetched() {
    return Files.isExecutable(ServerCache.directory(NAME).resolve(PROGRAM));
  }

  /// Returns when it answers.
  public static Kubo start(Settings settings) {
    String program = ServerCache.require(NAME, PROGRAM).toString();
    configure(settings);
    List<String> command = new ArrayList<>(List.of(program, "daemon"));
    if (settings.swarmPort().isEmpty()) {
      command.add("--offline");
    }
    ServerProcess process =
        ServerProcess.start(
            NAME,
            settings.place(),
            command,
            environment(settings),
            settings.directory(),
            log(settings));
    Kubo kubo = new Kubo(settings, process);
    process.awaitReady(kubo::answers, PATIENCE);
    return kubo;
  }

  private static Path repository(Settings settings) {
    return settings.directory().resolve("repository");
  }

  private static Path log(Settings settings) {
    return settings.directory().resolve("log");
  }

  private static Map<String, String> environment(Settings settings) {
    return Map.of(
        "IPFS_PATH", repository(settings).toString(),
        "HOME", settings.directory().toString(),
        "IPFS_TELEMETRY", "off");
  }

  private static void configure(Settings settings) {
    try {
      Files.createDirectories(settings.directory());
      // A repository whose making was broken off has no version.
      if (!Files.exists(repository(settings).resolve("version"))) {
        List<String> profiles = new ArrayList<>(List.of("test"));
        profiles.addAll(settings.profiles());
        run(settings, List.of("init", "--profile=" + String.join(",", profiles)));
      }
      set(settings, "Addresses", addresses(settings));
      set(settings, "Peering", "{\"Peers\":[" + peers(settings) + "]}");
      // Nodes are found by the addresses they are given, and by nothing else.
      set(settings, "Routing", "{\"Type\":\"none\"}");
      set(settings, "API", "{\"HTTPHeaders\":{}}");
      settings.login().ifPresent(login -> requireLogin(settings, login));
    } catch (IOException e) {
      throw new ServerException("Kubo's directory: " + e.getMessage(), e);
    }
  }

  private static String addresses(Settings settings) {
    String swarm =
        settings.swarmPort().map(port -> "\"" + address(settings, port) + "\"").orElse("");
    return """
    {"API":"%s","Gateway":"%s","Swarm":[%s],"Announce":[],"AppendAnnounce":[],"NoAnnounce":[]}\
    """
        .formatted(
            address(settings, settings.apiPort()),
            address(settings, settings.gatewayPort()),
            swarm);
  }

  private static String address(Settings settings, int port) {
    return "/ip4/" + settings.place().host() + "/tcp/" + port;
  }

  private static String peers(Settings settings) {
    return settings.peers().stream()
        .map(peer -> peer.split("/p2p/", 2))
        .map(parts -> "{\"ID\":\"%s\",\"Addrs\":[\"%s\"]}".formatted(parts[1], parts[0]))
        .collect(Collectors.joining(","));
  }

  private static void set(Settings settings, String key, String json) {
    run(settings, List.of("config", "--json", key, json));
  }

  /// Written into the file, which only its owner reads: a command line is everybody's.
  private static void requireLogin(Settings settings, String login) {
    Path file = repository(settings).resolve("config");
    String without = "\"HTTPHeaders\": {}";
    try {
      String text = Files.readString(file);
      if (!text.contains(without)) {
        throw new ServerException("Kubo's configuration is not as expected: " + file);
      }
      Files.writeString(
          file,
          text.replace(
              without,
              """
              "Authorizations": {"poet": {"AuthSecret": "basic:%s", "AllowedPaths": ["/api/v0"]}}, %s\
              """
                  .formatted(login, without)));
    } catch (IOException e) {
      throw new ServerException("Kubo's configuration: " + e.getMessage(), e);
    }
  }

  /// What the program says to a command.
  private static String run(Settings settings, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(ServerCache.require(NAME, PROGRAM).toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment(settings));
    DirectoryProcesses.mark(builder, settings.directory());
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log(settings).toFile()));
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new ServerException("ipfs " + arguments.getFirst() + " failed; see " + log(settings));
      }
      return said;
    } catch (IOException e) {
      throw new ServerException("ipfs " + arguments.getFirst() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("ipfs " + arguments.getFirst() + " was interrupted", e);
    }
  }

  /// What the program itself says to a command, such as `ls`, on this node.
  public String command(String... arguments) {
    List<String> all = new ArrayList<>();
    settings.login().ifPresent(login -> all.add("--api-auth=basic:" + login));
    all.addAll(List.of(arguments));
    return run(settings, all);
  }

  /// The address of its RPC API, with user and password where it asks for them.
  public URI apiUrl() {
    return URI.create(
        "http://%s%s:%d"
            .formatted(
                settings.login().map(login -> login + "@").orElse(""),
                settings.place().host(),
                settings.apiPort()));
  }

  public URI gatewayUrl() {
    return URI.create("http://" + settings.place().host() + ":" + settings.gatewayPort());
  }

  /// Where other nodes find it.
  public String peerAddress() {
    int port =
        settings
            .swarmPort()
            .orElseThrow(() -> new ServerException("This IPFS node has no network."));
    return address(settings, port) + "/p2p/" + command("id", "--format=<id>").strip();
  }

  /// Where its blocks are.
  public Path repository() {
    return repository(settings);
  }

  private boolean answers() {
    try {
      String login = settings.login().orElse("");
      HttpRequest.Builder request =
          HttpRequest.newBuilder(
                  URI.create(
                      "http://"
                          + settings.place().host()
                          + ":"
                          + settings.apiPort()
                          + "/api/v0/version"))
              .timeout(CALL)
              .POST(HttpRequest.BodyPublishers.noBody());
      if (!login.isEmpty()) {
        byte[] bytes = login.getBytes(StandardCharsets.UTF_8);
        request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
      }
      HttpResponse<Void> answer = http.send(request.build(), BodyHandlers.discarding());
      return answer.statusCode() == OK;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    super.close();
    http.close();
  }
}
