package et.po.servers;

import java.util.concurrent.CompletableFuture;

/// A running server.
public interface Server extends AutoCloseable {
  long pid();

  boolean isAlive();

  /// Completes when the server has ended, whoever ended it.
  CompletableFuture<Process> onExit();

  /// Ends it at once, as a crash would; its directory stays, and another start goes on with it.
  void kill();

  /// Stops it in order and returns when it has ended.
  @Override
  void close();
}
