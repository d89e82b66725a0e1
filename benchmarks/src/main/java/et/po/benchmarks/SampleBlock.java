package et.po.benchmarks;

import et.po.protocol.bitcoin.BitcoinBlock;
import et.po.protocol.ipfs.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// A block with an anchor in the middle. Nobody mined it: only its size matters.
final class SampleBlock {
  static final int POSITION = 1_234;
  private static final int HEADER = 80;
  private static final int ROOT_AT = 36;

  private SampleBlock() {}

  static BitcoinBlock with(byte[] anchorScript, int transactions) {
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < transactions; i++) {
      byte[] data = {0x6a, 2, (byte) i, (byte) (i >> 8)};
      all.add(transaction(i == POSITION ? anchorScript : data));
    }
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(ByteBuffer.allocate(HEADER).put(ROOT_AT, merkleRoot(all)).array());
    block.write(0xfd);
    block.writeBytes(littleEndian(2).putShort((short) transactions).array());
    all.forEach(block::writeBytes);
    return BitcoinBlock.parse(block.toByteArray())
        .orElseThrow(() -> new IllegalStateException("the sample block is none"));
  }

  /// One input and two outputs, as an anchor has: change to a witness key hash, and data.
  private static byte[] transaction(byte[] data) {
    byte[] change = ByteBuffer.allocate(22).put(1, (byte) 20).array();
    ByteBuffer bytes =
        littleEndian(4 + 1 + 32 + 4 + 1 + 4 + 1 + 2 * 9 + change.length + data.length + 4);
    bytes.putInt(2).put((byte) 1).put(new byte[32]).putInt(0).put((byte) 0).putInt(-3);
    bytes.put((byte) 2);
    for (byte[] script : new byte[][] {change, data}) {
      bytes.putLong(1_000).put((byte) script.length).put(script);
    }
    return bytes.putInt(0).array();
  }

  private static byte[] merkleRoot(List<byte[]> transactions) {
    List<byte[]> level = transactions.stream().map(SampleBlock::doubleHash).toList();
    while (level.size() > 1) {
      List<byte[]> above = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        byte[] right = level.get(Math.min(i + 1, level.size() - 1));
        above.add(doubleHash(level.get(i), right));
      }
      level = above;
    }
    return level.getFirst();
  }

  private static byte[] doubleHash(byte[]... parts) {
    return Sha256.of(Sha256.of(parts).bytes()).bytes();
  }

  private static ByteBuffer littleEndian(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
