package et.po.node.blockchainreader;

import et.po.node.bitcoin.BitcoinNode;
import et.po.node.blockchainreader.ChainRecord.Recorded;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messaging.TryLaterException;
import et.po.protocol.bitcoin.BitcoinBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Fetches the next blocks, several at a time: a node far behind waits less for answers.
final class BlocksAhead {
  /// Blocks in one transaction of ours while catching up.
  private static final int BLOCKS_AT_ONCE = 100;

  /// No further blocks in that transaction once it has so many anchors, for they are in memory.
  private static final int ANCHORS_AT_ONCE = 1000;

  /// Blocks asked for at the same time, half of the threads that a Bitcoin node has for it; then
  /// there is a look at how many anchors there are, for a block full of them has megabytes.
  private static final int CALLS_AT_ONCE = 8;

  private final BitcoinNode bitcoin;

  BlocksAhead(BitcoinNode bitcoin) {
    this.bitcoin = bitcoin;
  }

  /// The next blocks, each on top of the one before; ends early where the chain changed while we
  /// read it.
  List<BlockRead> follow(Optional<Recorded> last, int from, int tip) {
    List<BlockRead> blocks = new ArrayList<>();
    Optional<String> previous = last.map(Recorded::hash);
    int end = Math.min(tip, from + BLOCKS_AT_ONCE - 1);
    int anchors = 0;
    for (int at = from; at <= end && anchors < ANCHORS_AT_ONCE; at += CALLS_AT_ONCE) {
      for (Optional<BlockRead> block : fetch(at, Math.min(end, at + CALLS_AT_ONCE - 1))) {
        if (block.isEmpty()
            || previous.filter(block.get().block().previousHash()::equals).isEmpty()
                && previous.isPresent()) {
          return blocks;
        }
        blocks.add(block.get());
        anchors += block.get().anchors().size();
        previous = Optional.of(block.get().block().hash());
      }
    }
    return blocks;
  }

  private List<Optional<BlockRead>> fetch(int from, int to) {
    if (from == to) {
      return List.of(fetch(from));
    }
    List<Callable<Optional<BlockRead>>> tasks =
        IntStream.rangeClosed(from, to)
            .<Callable<Optional<BlockRead>>>mapToObj(height -> () -> fetch(height))
            .toList();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(CALLS_AT_ONCE, Thread.ofVirtual().factory())) {
      List<Optional<BlockRead>> blocks = new ArrayList<>();
      for (Future<Optional<BlockRead>> block : threads.invokeAll(tasks)) {
        blocks.add(result(block));
      }
      return blocks;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TryLaterException("interrupted while reading blocks", e);
    }
  }

  private static Optional<BlockRead> result(Future<Optional<BlockRead>> block)
      throws InterruptedException {
    try {
      return block.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private Optional<BlockRead> fetch(int height) {
    return bitcoin.hashAt(height).map(hash -> Anchors.read(height, fetch(hash)));
  }

  private BitcoinBlock fetch(String hash) {
    return BitcoinBlock.parse(bitcoin.fetchBlock(hash))
        .filter(block -> block.header().hash().equals(hash))
        .orElseThrow(
            () -> new TryLaterException("the Bitcoin node's block " + hash + " is not one"));
  }
}
