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

  /// No further block in that transaction once it has so many anchors: those of one full block have
  /// more than ten megabytes, and all of a transaction's are in memory.
  private static final int ANCHORS_AT_ONCE = 1000;

  /// Blocks asked for at the same time, half of the threads that a Bitcoin node has for it.
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
    // More each time: where one block is full of anchors, few others are fetched in vain.
    for (int calls = 1; from + blocks.size() <= end; calls = Math.min(2 * calls, CALLS_AT_ONCE)) {
      int at = from + blocks.size();
      for (Optional<BitcoinBlock> block : fetch(at, Math.min(end, at + calls - 1))) {
        if (block.isEmpty() || !follows(block.get(), previous)) {
          return blocks;
        }
        // One after the other, for they are many times larger than the block they are in.
        BlockRead read = Anchors.read(from + blocks.size(), block.get());
        blocks.add(read);
        anchors += read.anchors().size();
        if (anchors >= ANCHORS_AT_ONCE) {
          return blocks;
        }
        previous = Optional.of(read.block().hash());
      }
    }
    return blocks;
  }

  private static boolean follows(BitcoinBlock block, Optional<String> previous) {
    return previous.isEmpty() || previous.get().equals(block.header().previousHash());
  }

  private List<Optional<BitcoinBlock>> fetch(int from, int to) {
    if (from == to) {
      return List.of(fetchAt(from));
    }
    List<Callable<Optional<BitcoinBlock>>> tasks =
        IntStream.rangeClosed(from, to)
            .<Callable<Optional<BitcoinBlock>>>mapToObj(height -> () -> fetchAt(height))
            .toList();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(CALLS_AT_ONCE, Thread.ofVirtual().factory())) {
      List<Optional<BitcoinBlock>> blocks = new ArrayList<>();
      for (Future<Optional<BitcoinBlock>> block : threads.invokeAll(tasks)) {
        blocks.add(result(block));
      }
      return blocks;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TryLaterException("interrupted while reading blocks", e);
    }
  }

  private static Optional<BitcoinBlock> result(Future<Optional<BitcoinBlock>> block)
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

  private Optional<BitcoinBlock> fetchAt(int height) {
    return bitcoin.hashAt(height).map(this::fetch);
  }

  private BitcoinBlock fetch(String hash) {
    return BitcoinBlock.parse(bitcoin.fetchBlock(hash))
        .filter(block -> block.header().hash().equals(hash))
        .orElseThrow(
            () -> new TryLaterException("the Bitcoin node's block " + hash + " is not one"));
  }
}
