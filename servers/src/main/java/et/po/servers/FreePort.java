package et.po.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/// A port on loopback for a server.
///
/// It is below those that Linux gives to connections and to whoever wants any port: a server that
/// is away for a while finds its own still free. A client that asks for such a port while its
/// server is away could even be connected to itself, and so keep it.
public final class FreePort {
  private static final int LOWEST = 30_000;
  private static final int HIGHEST = 32_767;
  private static final int TRIES = 10_000;

  /// A server may be long in taking the port that it was given.
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  /// Nothing is in it: each byte of it is a port, and locked by the process that was given it,
  /// until that ends.
  private static final Optional<FileChannel> LOCKS = locks();

  private FreePort() {}

  /// One that nobody has just now, and that neither this program nor another of this user's that
  /// still runs was given before.
  public static int find() {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
      if (!GIVEN.contains(port) && isFree(port) && GIVEN.add(port) && lock(port)) {
        return port;
      }
    }
    throw new ServerException(
        "no port is free from %d to %d on loopback".formatted(LOWEST, HIGHEST));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean lock(int port) {
    try {
      return LOCKS.isEmpty() || LOCKS.get().tryLock(port, 1, false) != null;
    } catch (IOException e) {
      // A file system without locks: it is left to chance.
      return true;
    }
  }

  private static Optional<FileChannel> locks() {
    Path file =
        Path.of(System.getProperty("java.io.tmpdir"))
            .resolve("poet-ports-" + System.getProperty("user.name"));
    try {
      return Optional.of(
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
