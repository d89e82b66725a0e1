package et.po.node.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import et.po.protocol.ipfs.Block;
import et.po.servers.FreePort;
import et.po.servers.Kubo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A real IPFS node, which can be killed and started again.
public final class RealKubo implements AutoCloseable {
  private final Kubo.Settings settings;
  private Kubo node;

  private RealKubo(Kubo.Settings settings) {
    this.settings = settings;
    this.node = Kubo.start(settings);
  }

  /// A node without network. Skips the test, and says why, where it was not fetched.
  public static RealKubo start(Path directory) {
    return start(directory, settings -> settings);
  }

  /// A node that connects to others.
  public static RealKubo online(Path directory, RealKubo... peers) {
    List<String> addresses =
        List.of(peers).stream().map(peer -> peer.node().peerAddress()).toList();
    return start(directory, settings -> settings.online(FreePort.find(), addresses));
  }

  public static RealKubo start(Path directory, UnaryOperator<Kubo.Settings> how) {
    assumeTrue(Kubo.isFetched(), "there is no Kubo in the cache: ./poet tools kubo");
    return new RealKubo(
        how.apply(Kubo.Settings.offline(directory, FreePort.find(), FreePort.find())));
  }

  public Kubo node() {
    return node;
  }

  /// The address of its RPC API, with the login.
  public String url() {
    return node.apiUrl().toString();
  }

  /// Flips a byte of a block where the node has it on its disk.
  public void rot(Block block) throws IOException {
    try (Stream<Path> files = Files.walk(node.repository().resolve("blocks"))) {
      Path file =
          files
              .filter(path -> path.toString().endsWith(".data") && holds(path, block))
              .findFirst()
              .orElseThrow();
      byte[] data = block.data().clone();
      data[0] ^= 1;
      Files.write(file, data);
    }
  }

  private static boolean holds(Path file, Block block) {
    try {
      return Arrays.equals(Files.readAllBytes(file), block.data());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Its repository is gone, as after a new disk; it must not run.
  public void empty() throws IOException {
    try (Stream<Path> files = Files.walk(node.repository())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  public void kill() {
    node.kill();
  }

  public void restart() {
    node = Kubo.start(settings);
  }

  @Override
  public void close() {
    node.close();
  }
}
