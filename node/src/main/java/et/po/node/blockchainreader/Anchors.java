package et.po.node.blockchainreader;

import et.po.node.messages.Message.Anchor;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messages.Message.BlockRef;
import et.po.protocol.anchor.AnchorPayload;
import et.po.protocol.bitcoin.BitcoinBlock;
import et.po.protocol.bitcoin.BitcoinTransaction;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Finds the anchors of a block: of each transaction only the first data output counts.
final class Anchors {
  private static final HexFormat HEX = HexFormat.of();

  private Anchors() {}

  static BlockRead read(int height, BitcoinBlock block) {
    List<Anchor> anchors = new ArrayList<>();
    for (int i = 0; i < block.transactions().size(); i++) {
      anchor(block, i).ifPresent(anchors::add);
    }
    return new BlockRead(
        new BlockRef(height, block.header().hash(), block.header().previousHash()), anchors);
  }

  private static Optional<Anchor> anchor(BitcoinBlock block, int position) {
    BitcoinTransaction transaction = block.transactions().get(position);
    return transaction
        .firstDataOutput()
        .flatMap(AnchorPayload::decode)
        .map(payload ->
            new Anchor(
                payload.network(),
                payload.version(),
                payload.storage(),
                payload.batch().toString(),
                transaction.id(),
                HEX.formatHex(transaction.strippedBytes()),
                block.pathOf(position).siblings().stream().map(HEX::formatHex).toList(),
                position,
                block.header().hex()));
  }
}
