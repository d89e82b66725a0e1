package et.po.servers;

import et.po.postgresql.Place;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// A Bitcoin daemon of the Core family with its wallets, on a regtest chain of its own.
///
/// Chain and wallets are in the directory: a start on the same directory goes on with them. Which
/// wallet is loaded the daemon remembers only of those made with [#createWallet].
public final class Bitcoind extends OneProcess {
  private static final String NAME = "bitcoind";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration CALL = Duration.ofSeconds(60);
  private static final int OK = 200;

  private final Settings settings;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// @param directory for chain, wallets and the log
  /// @param rpcPort that it listens on
  /// @param more of the daemon's own options, such as `-prune=1`
  /// @param place where it listens; its neighbours may call it
  public record Settings(
      Path directory, int rpcPort, String user, String password, List<String> more, Place place) {
    public Settings {
      more = List.copyOf(more);
    }

    /// On loopback.
    public Settings(Path directory, int rpcPort, String user, String password, List<String> more) {
      this(directory, rpcPort, user, password, more, Place.LOOPBACK);
    }
  }

  private Bitcoind(Settings settings, ServerProcess process) {
    super(process);
    this.settings = settings;
  }

  /// Whether `./poet tools` has fetched it.
  public static boolean isFetched() {
    return Files.isExecutable(ServerCache.directory(NAME).resolve(PROGRAM));
  }

  private static final String ROOT = "bitcoin-knots/usr/";
  private static final String PROGRAM = ROOT + "bin/bitcoind";
  private static final String LIBRARIES = ROOT + "lib/x86_64-linux-gnu";

  /// Returns when it answers.
  public static Bitcoind start(Settings settings) {
    String program = ServerCache.require(NAME, PROGRAM).toString();
    Path libraries = ServerCache.require(NAME, LIBRARIES);
    configure(settings);
    // The folder that it was extracted to has a C library of its own, and so a loader.
    List<String> command =
        new ArrayList<>(
            List.of(
                libraries.resolve("ld-linux-x86-64.so.2").toString(),
                "--library-path",
                libraries.toString(),
                program,
                "-datadir=" + settings.directory().toAbsolutePath()));
    command.addAll(settings.more());
    ServerProcess process =
        ServerProcess.start(
            NAME,
            settings.place(),
            command,
            Map.of(),
            settings.directory(),
            settings.directory().resolve("log"));
    Bitcoind bitcoind = new Bitcoind(settings, process);
    process.awaitReady(bitcoind::answers, PATIENCE);
    return bitcoind;
  }

  /// The password is in a file for its owner alone, not on a command line for everybody.
  private static void configure(Settings settings) {
    String text =
        """
        regtest=1
        server=1
        txindex=0
        printtoconsole=1
        debuglogfile=0
        fallbackfee=0.00001
        [regtest]
        rpcbind=%s
        rpcallowip=%s/24
        rpcport=%d
        rpcuser=%s
        rpcpassword=%s
        listen=0
        dnsseed=0
        connect=0
        """
            .formatted(
                settings.place().host(),
                settings.place().host(),
                settings.rpcPort(),
                settings.user(),
                settings.password());
    try {
      Files.createDirectories(settings.directory());
      Path file = settings.directory().resolve("bitcoin.conf");
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new ServerException("The Bitcoin daemon's directory: " + e.getMessage(), e);
    }
  }

  /// Its address with user and password.
  public URI url() {
    return URI.create(
        "http://%s:%s@%s:%d"
            .formatted(
                settings.user(), settings.password(), settings.place().host(), settings.rpcPort()));
  }

  /// The address of one of its wallets.
  public URI url(String wallet) {
    return url().resolve("/wallet/" + wallet);
  }

  /// Makes a wallet, or loads it where there is one; the daemon loads it itself when it starts
  /// again.
  public void createWallet(String wallet) {
    if (Files.exists(settings.directory().resolve("regtest/wallets").resolve(wallet))) {
      call("", "loadwallet", "\"" + wallet + "\", true");
    } else {
      call("", "createwallet", "\"" + wallet + "\", false, false, \"\", false, true, true");
    }
  }

  /// What it answers to a call, as JSON.
  ///
  /// @param wallet empty for a call that needs none
  /// @param parameters JSON values, separated by commas
  public String call(String wallet, String method, String parameters) {
    try {
      return post(wallet.isEmpty() ? "/" : "/wallet/" + wallet, method, parameters).body();
    } catch (IOException e) {
      throw new ServerException("The Bitcoin daemon does not answer: " + e.getMessage(), e);
    }
  }

  private boolean answers() {
    try {
      return post("/", "getblockchaininfo", "").statusCode() == OK;
    } catch (IOException e) {
      return false;
    }
  }

  private HttpResponse<String> post(String path, String method, String parameters)
      throws IOException {
    String login = settings.user() + ":" + settings.password();
    String token = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    String body =
        "{\"jsonrpc\":\"1.0\",\"id\":\"poet\",\"method\":\"%s\",\"params\":[%s]}"
            .formatted(method, parameters);
    try {
      return http.send(
          HttpRequest.newBuilder(
                  URI.create("http://" + settings.place().host() + ":" + settings.rpcPort())
                      .resolve(path))
              .timeout(CALL)
              .header("Authorization", "Basic " + token)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
