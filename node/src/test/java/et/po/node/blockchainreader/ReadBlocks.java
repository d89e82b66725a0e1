package et.po.node.blockchainreader;

import et.po.node.bitcoin.BitcoinNode;
import et.po.node.messages.Message.BlockRead;
import et.po.protocol.bitcoin.BitcoinBlock;
import java.util.List;
import java.util.stream.IntStream;

/// Blocks as the reader tells of them, for tests of its readers.
public final class ReadBlocks {
  private ReadBlocks() {}

  /// From this height up to the tip.
  public static List<BlockRead> from(int height, BitcoinNode bitcoin) {
    return IntStream.rangeClosed(height, bitcoin.tip().height())
        .mapToObj(at -> {
          String hash = bitcoin.hashAt(at).orElseThrow();
          return Anchors.read(at, BitcoinBlock.parse(bitcoin.fetchBlock(hash)).orElseThrow());
        })
        .toList();
  }
}
