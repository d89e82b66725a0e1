package et.po.regtest;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bitcoinj.core.Context;

/// Mines a block at each tick while something happens on the chain, and seldom when nothing does,
/// so that an idle chain stays small: at every tick while transactions wait and for some blocks
/// after the last of them, else at every sixtieth.
final class Miner implements AutoCloseable {
  /// Six blocks on top of a transaction are what most people wait for.
  private static final int BURIAL = 6;

  private static final int IDLE_TICKS = 60;

  private final Chain chain;
  private final Wallet wallet;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().name("miner").daemon().unstarted(task));
  private int bury;
  private int idle;

  Miner(Chain chain, Wallet wallet) {
    this.chain = chain;
    this.wallet = wallet;
  }

  void start(Duration interval) {
    var _ =
        clock.scheduleWithFixedDelay(
            this::tick, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tick() {
    Context.propagate(new Context());
    synchronized (chain) {
      bury = chain.mempool().all().isEmpty() ? bury - 1 : BURIAL;
      if (bury > 0 || ++idle >= IDLE_TICKS) {
        mine();
      }
    }
  }

  private void mine() {
    try {
      chain.mine(wallet.script());
      idle = 0;
    } catch (IOException | RuntimeException e) {
      // A tick that throws would be the last.
      System.err.println("No block was mined: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    clock.shutdown();
  }
}
