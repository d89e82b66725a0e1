package et.po.cli.run;

import et.po.servers.ServerException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Makes a block at each tick while transactions wait and for six blocks after the last of them,
/// else at every sixtieth, as the embedded chain does.
final class Miner implements AutoCloseable {
  private static final int BURYING = 6;
  private static final int SELDOM = 60;

  private final LocalChain chain;
  private final Duration interval;
  private final CountDownLatch ending = new CountDownLatch(1);
  private int burying;
  private int quiet;

  Miner(LocalChain chain, Duration interval) {
    this.chain = chain;
    this.interval = interval;
    Thread.ofVirtual().name("miner").start(this::run);
  }

  private void run() {
    try {
      while (!ending.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        tick();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A daemon that does not answer is asked again at the next tick; should it have ended, so does
  /// this.
  private void tick() {
    try {
      if (chain.waiting() > 0) {
        burying = BURYING;
      }
      quiet++;
      if (burying > 0 || quiet >= SELDOM) {
        chain.mine();
        burying = Math.max(0, burying - 1);
        quiet = 0;
      }
    } catch (ServerException e) {
      quiet = 0;
    }
  }

  @Override
  public void close() {
    ending.countDown();
  }
}
