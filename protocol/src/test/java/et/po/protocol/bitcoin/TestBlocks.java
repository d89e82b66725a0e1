package et.po.protocol.bitcoin;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Blocks made for tests, of the difficulty of regtest.
public final class TestBlocks {
  private static final int EASIEST = 0x207fffff;

  private TestBlocks() {}

  /// A block of these transactions, below 253, whose header meets its target.
  public static byte[] mined(List<byte[]> transactions) {
    List<byte[]> hashes =
        transactions.stream()
            .map(bytes -> BitcoinTransaction.parse(bytes).orElseThrow().hash())
            .toList();
    byte[] header =
        ByteBuffer.allocate(BlockHeader.LENGTH)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0x20000000)
            .put(new byte[32])
            .put(new MerkleTree(hashes).root())
            .putInt(1_700_000_000)
            .putInt(EASIEST)
            .array();
    for (int nonce = 0; !BlockHeader.parse(header).orElseThrow().meetsTarget(); nonce++) {
      ByteBuffer.wrap(header).putInt(76, nonce);
    }
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(header);
    block.write(transactions.size());
    transactions.forEach(block::writeBytes);
    return block.toByteArray();
  }
}
