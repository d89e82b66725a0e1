package et.po.servers;

import java.util.concurrent.CompletableFuture;

/// A server that is one process.
abstract class OneProcess implements Server {
  final ServerProcess process;

  OneProcess(ServerProcess process) {
    this.process = process;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  @Override
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.stop();
  }
}
