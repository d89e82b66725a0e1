package et.po.node.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import et.po.servers.Bitcoind;
import et.po.servers.FreePort;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A real Bitcoin daemon with a descriptor wallet, which can be killed and started again.
public final class RealBitcoin implements AutoCloseable {
  public static final String WALLET = "anchors";

  private final Bitcoind.Settings settings;
  private Bitcoind daemon;

  private RealBitcoin(Bitcoind.Settings settings) {
    this.settings = settings;
    this.daemon = Bitcoind.start(settings);
    daemon.createWallet(WALLET);
  }

  /// Skips the test, and says why, where the daemon was not fetched.
  public static RealBitcoin start(Path directory, String... options) {
    assumeTrue(
        Bitcoind.isFetched(), "there is no Bitcoin daemon in the cache: ./poet tools bitcoind");
    return new RealBitcoin(
        new Bitcoind.Settings(directory, FreePort.find(), "poet", "secret", List.of(options)));
  }

  /// The wallet's address.
  public URI url() {
    return daemon.url(WALLET);
  }

  /// The daemon's, without a wallet.
  public URI daemonUrl() {
    return daemon.url();
  }

  public void kill() {
    daemon.kill();
  }

  public void restart() {
    daemon = Bitcoind.start(settings);
  }

  /// As it was, with these options besides.
  public void restart(String... options) {
    daemon =
        Bitcoind.start(
            new Bitcoind.Settings(
                settings.directory(),
                settings.rpcPort(),
                settings.user(),
                settings.password(),
                Stream.concat(settings.more().stream(), Stream.of(options)).toList()));
  }

  @Override
  public void close() {
    daemon.close();
  }
}
