package et.po.frost.webhooks;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.UUID;

/// Finds the addresses of a host's name.
@FunctionalInterface
interface Resolver {
  /// All of them; at least one.
  ///
  /// @param account whose receiver it is
  /// @throws IOException if there is none, or none in time
  List<InetAddress> resolve(UUID account, String host) throws IOException, InterruptedException;
}
