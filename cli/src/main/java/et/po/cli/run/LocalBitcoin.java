package et.po.cli.run;

import et.po.servers.Bitcoind;
import et.po.servers.Server;
import et.po.servers.ServerException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// The Bitcoin daemon of a local run: with a wallet that has coins, and with blocks, which on a
/// regtest chain nobody else makes.
public final class LocalBitcoin {
  private final Bitcoind.Settings settings;
  private final Duration blockInterval;

  /// @param blockInterval how often there is a block while transactions wait
  public LocalBitcoin(Bitcoind.Settings settings, Duration blockInterval) {
    this.settings = settings;
    this.blockInterval = blockInterval;
  }

  /// Returns when the wallet has coins.
  public Server start() {
    Bitcoind bitcoind = Bitcoind.start(settings);
    try {
      return new Mined(bitcoind, new Miner(LocalChain.of(bitcoind), blockInterval));
    } catch (ServerException e) {
      bitcoind.close();
      throw e;
    }
  }

  /// The daemon with its miner, which ends with it.
  private record Mined(Bitcoind bitcoind, Miner miner) implements Server {
    @Override
    public long pid() {
      return bitcoind.pid();
    }

    @Override
    public boolean isAlive() {
      return bitcoind.isAlive();
    }

    @Override
    public CompletableFuture<Process> onExit() {
      return bitcoind.onExit().whenComplete((_, _) -> miner.close());
    }

    @Override
    public void kill() {
      bitcoind.kill();
    }

    @Override
    public void close() {
      miner.close();
      bitcoind.close();
    }
  }
}
