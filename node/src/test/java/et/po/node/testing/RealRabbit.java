package et.po.node.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import et.po.node.messaging.RabbitAddress;
import et.po.servers.FreePort;
import et.po.servers.RabbitMq;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A real RabbitMQ, which can be killed and started again. The newest that was fetched, or the one
/// that the property `poet.rabbitmq` names, such as `V3_10`.
public final class RealRabbit implements AutoCloseable {
  private final RabbitMq.Settings settings;
  private RabbitMq server;

  private RealRabbit(RabbitMq.Settings settings) {
    this.settings = settings;
    this.server = RabbitMq.start(settings);
  }

  /// Skips the test, and says why, where it was not fetched.
  ///
  /// @param lines of its configuration
  public static RealRabbit start(Path directory, String... lines) {
    return start(directory, FreePort.find(), lines);
  }

  public static RealRabbit start(Path directory, int port, String... lines) {
    Optional<RabbitMq.Version> version =
        Optional.ofNullable(System.getProperty("poet.rabbitmq")).map(RabbitMq.Version::valueOf);
    assumeTrue(
        version.map(RabbitMq.Version::isFetched).orElseGet(RabbitMq::isFetched),
        "there is no RabbitMQ in the cache: ./poet tools rabbitmq");
    return new RealRabbit(
        new RabbitMq.Settings(directory, port, "poet", "secret", version, List.of(lines)));
  }

  public URI url() {
    return server.url();
  }

  public int port() {
    return settings.port();
  }

  /// The part of it that has this prefix.
  public RabbitAddress address(String prefix) {
    return new RabbitAddress(url(), prefix, Duration.ofDays(1));
  }

  public void kill() {
    server.kill();
  }

  public void restart() {
    server = RabbitMq.start(settings);
  }

  @Override
  public void close() {
    server.close();
  }
}
