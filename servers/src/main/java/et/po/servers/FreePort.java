package et.po.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
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

  private FreePort() {}

  /// One that nobody has just now, and that this program was not given before.
  public static int find() {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
      if (!GIVEN.contains(port) && isFree(port) && GIVEN.add(port)) {
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
}
