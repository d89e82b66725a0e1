package et.po.frost.webhooks;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/// Finds the addresses of a host's name.
@FunctionalInterface
interface Resolver {
  /// All of them; at least one.
  ///
  /// @throws IOException if there is none, or none in time
  List<InetAddress> resolve(String host) throws IOException, InterruptedException;
}
