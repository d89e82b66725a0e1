package et.po.servers;

import et.po.postgresql.Place;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A Bitcoin node of another family than Core, without a wallet, on a regtest chain of its own that
/// grows by the blocks it is given.
public final class Btcd extends OneProcess {
  private static final String NAME = "btcd";
  private static final String PROGRAM = "btcd-0.25.0";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CONNECT_MILLIS = 1000;

  private final Settings settings;

  /// @param directory for the chain and the log
  /// @param rpcPort on loopback
  public record Settings(Path directory, int rpcPort, String user, String password) {}

  private Btcd(Settings settings, ServerProcess process) {
    super(process);
    this.settings = settings;
  }

  /// Whether `./poet tools` has fetched it.
  public static boolean isFetched() {
    return Files.isExecutable(ServerCache.directory(NAME).resolve(PROGRAM));
  }

  /// Returns when it answers.
  public static Btcd start(Settings settings) {
    Path program = ServerCache.require(NAME, PROGRAM);
    Path directory = settings.directory().toAbsolutePath();
    Path configuration = configure(settings, directory);
    ServerProcess process =
        ServerProcess.start(
            NAME,
            Place.LOOPBACK,
            List.of(program.toString(), "--configfile=" + configuration),
            Map.of("HOME", directory.toString()),
            directory,
            directory.resolve("log"));
    process.awaitReady(() -> listens(settings.rpcPort()), PATIENCE);
    return new Btcd(settings, process);
  }

  /// The password is in a file for its owner alone, not on a command line for everybody.
  private static Path configure(Settings settings, Path directory) {
    String text =
        """
        [Application Options]
        regtest=1
        datadir=%s
        logdir=%s
        rpcuser=%s
        rpcpass=%s
        rpclisten=127.0.0.1:%d
        notls=1
        nolisten=1
        nodnsseed=1
        rpcmaxclients=50
        """
            .formatted(
                directory.resolve("data"),
                directory.resolve("logs"),
                settings.user(),
                settings.password(),
                settings.rpcPort());
    try {
      Files.createDirectories(directory);
      Path file = directory.resolve("btcd.conf");
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new ServerException("btcd's directory: " + e.getMessage(), e);
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// Its address with user and password.
  public URI url() {
    return URI.create(
        "http://%s:%s@127.0.0.1:%d"
            .formatted(settings.user(), settings.password(), settings.rpcPort()));
  }
}
