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
import java.util.Optional;

/// A RabbitMQ for one user.
///
/// What it keeps is in the directory: a start on the same directory goes on with it. Several run
/// side by side, each with an Erlang, a name service and a cookie of its own.
public final class RabbitMq extends OneProcess {
  private static final String NAME = "rabbitmq";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int ANSWER_MILLIS = 2000;
  private static final int MOST_STARTS = 3;

  private final Settings settings;

  /// Which one: the newest that was fetched, unless one is asked for.
  public enum Version {
    V4_0("rabbitmq-4.0"),
    V3_10("rabbitmq-3.10");

    private final String folder;

    Version(String folder) {
      this.folder = folder;
    }

    public boolean isFetched() {
      return Files.isExecutable(ServerCache.directory(NAME).resolve(folder).resolve("serve"));
    }

    /// The newest that was fetched.
    public static Optional<Version> newest() {
      return List.of(values()).stream().filter(Version::isFetched).findFirst();
    }
  }

  /// @param directory for all that it keeps, and its log
  /// @param port that it listens on
  /// @param more lines of `rabbitmq.conf`, such as `disk_free_limit.absolute = 1GB`
  /// @param place where it listens
  public record Settings(
      Path directory,
      int port,
      String user,
      String password,
      Optional<Version> version,
      List<String> more,
      Place place) {
    public Settings {
      more = List.copyOf(more);
    }

    /// On loopback.
    public Settings(
        Path directory,
        int port,
        String user,
        String password,
        Optional<Version> version,
        List<String> more) {
      this(directory, port, user, password, version, more, Place.LOOPBACK);
    }

    /// With the newest version that was fetched.
    public Settings(Path directory, int port, String user, String password, Place place) {
      this(directory, port, user, password, Optional.empty(), List.of(), place);
    }
  }

  private RabbitMq(Settings settings, ServerProcess process) {
    super(process);
    this.settings = settings;
  }

  /// Whether `./poet tools` has fetched one.
  public static boolean isFetched() {
    return Version.newest().isPresent();
  }

  /// Returns when it answers. The user is made at the first start on a directory.
  ///
  /// One that ends at its start is started again, on other inner ports: somebody may have taken one
  /// of them in between, and Erlang gives its own name service only seconds to come up.
  public static RabbitMq start(Settings settings) {
    for (int starts = 1; ; starts++) {
      try {
        return startOnce(settings);
      } catch (EndedAtStartException e) {
        if (starts == MOST_STARTS) {
          throw e;
        }
      }
    }
  }

  private static RabbitMq startOnce(Settings settings) {
    Version version = settings.version().or(Version::newest).orElse(Version.V4_0);
    Path serve = ServerCache.require(NAME, version.folder + "/serve");
    configure(settings);
    Path directory = settings.directory().toAbsolutePath();
    ServerProcess process =
        ServerProcess.start(
            "RabbitMQ",
            settings.place(),
            List.of(serve.toString(), directory.toString()),
            Map.of(),
            directory,
            directory.resolve("log"));
    RabbitMq rabbit = new RabbitMq(settings, process);
    process.awaitReady(rabbit::answers, PATIENCE);
    return rabbit;
  }

  private static void configure(Settings settings) {
    try {
      Files.createDirectories(settings.directory());
      write(settings.directory().resolve("rabbitmq.conf"), configuration(settings));
      write(settings.directory().resolve("rabbitmq-env.conf"), environment());
    } catch (IOException e) {
      throw new ServerException("RabbitMQ's directory: " + e.getMessage(), e);
    }
  }

  /// With a password, so for its owner alone.
  private static void write(Path file, String text) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, text);
  }

  /// Modest: it shares a machine with the programs that use it.
  private static String configuration(Settings settings) {
    return """
    listeners.tcp.1 = %s:%d
    default_user = %s
    default_pass = %s
    default_user_tags.administrator = true
    log.console = true
    log.console.level = info
    log.file = false
    vm_memory_high_watermark.absolute = 1GB
    disk_free_limit.absolute = 100MB
    %s
    """
        .formatted(
            settings.place().host(),
            settings.port(),
            settings.user(),
            settings.password(),
            String.join("\n", settings.more()));
  }

  /// The directory is `/mnt` to the server. Its two inner ports are any that are free: nobody else
  /// needs to know them.
  private static String environment() {
    return """
    RABBITMQ_NODENAME=poet@localhost
    RABBITMQ_MNESIA_BASE=/mnt/data
    RABBITMQ_LOG_BASE=/mnt
    RABBITMQ_CONFIG_FILE=/mnt/rabbitmq.conf
    RABBITMQ_ENABLED_PLUGINS_FILE=/mnt/enabled_plugins
    RABBITMQ_DIST_PORT=%d
    export ERL_EPMD_PORT=%d
    export ERL_EPMD_ADDRESS=127.0.0.1
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}"
    """
        .formatted(FreePort.find(), FreePort.find());
  }

  /// It listens some time before it talks: it is ready when it answers the protocol's greeting.
  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(settings.place().host(), settings.port()), ANSWER_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.getOutputStream().write(new byte[] {'A', 'M', 'Q', 'P', 0, 0, 9, 1});
      return socket.getInputStream().read() == 1;
    } catch (IOException e) {
      return false;
    }
  }

  /// Its address with user and password.
  public URI url() {
    return URI.create(
        "amqp://%s:%s@%s:%d"
            .formatted(
                settings.user(), settings.password(), settings.place().host(), settings.port()));
  }

  /// Ends Erlang with all its processes.
  @Override
  public void kill() {
    process.killAll();
  }

  @Override
  public void close() {
    process.stopInner();
  }
}
