package et.po.node.blockchainreader;

import et.po.node.bitcoin.BitcoinNode;
import et.po.node.testing.ForwardingBitcoin;
import et.po.protocol.bitcoin.BitcoinBlock;
import et.po.protocol.bitcoin.BlockHeader;
import et.po.protocol.bitcoin.DoubleSha256;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// A chain without work, of blocks with as many anchors as a test wants.
final class MadeBlocks extends ForwardingBitcoin {
  private static final byte[] OUTPUT =
      HexFormat.of()
          .parseHex(
              "2b6a29" // 43 bytes of script: OP_RETURN and 41 bytes
                  + "504f4554000000"
                  + "122046d44814b9c5af141c3aaab7c05dc5e844ead5f91f12858b021eba45768b4c0e");

  private final SequencedMap<String, byte[]> blocks = new LinkedHashMap<>();
  private final AtomicInteger fetched = new AtomicInteger();

  private MadeBlocks(BitcoinNode none) {
    super(none);
  }

  static MadeBlocks withAnchors(int... counts) {
    MadeBlocks chain =
        new MadeBlocks(
            (BitcoinNode)
                Proxy.newProxyInstance(
                    MadeBlocks.class.getClassLoader(),
                    new Class<?>[] {BitcoinNode.class},
                    (_, method, _) -> {
                      throw new UnsupportedOperationException(method.getName());
                    }));
    byte[] previous = new byte[BlockHeader.LENGTH];
    for (int height = 0; height < counts.length; height++) {
      byte[] block = block(previous, height, counts[height]);
      chain.blocks.put(BitcoinBlock.parse(block).orElseThrow().header().hash(), block);
      previous = Arrays.copyOf(block, BlockHeader.LENGTH);
    }
    return chain;
  }

  int fetched() {
    return fetched.get();
  }

  @Override
  public Tip tip() {
    return new Tip(blocks.size() - 1, blocks.lastEntry().getKey());
  }

  @Override
  public Optional<String> hashAt(int height) {
    return blocks.sequencedKeySet().stream().skip(height).findFirst();
  }

  @Override
  public byte[] fetchBlock(String hash) {
    fetched.incrementAndGet();
    return Objects.requireNonNull(blocks.get(hash)).clone();
  }

  private static byte[] block(byte[] previous, int height, int anchors) {
    List<byte[]> transactions =
        IntStream.rangeClosed(0, anchors).mapToObj(i -> transaction(height, i)).toList();
    byte[] count = count(transactions.size());
    ByteBuffer block =
        ByteBuffer.allocate(
                BlockHeader.LENGTH
                    + count.length
                    + transactions.stream().mapToInt(each -> each.length).sum())
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(1)
            .put(DoubleSha256.of(previous))
            .put(root(transactions.stream().map(DoubleSha256::of).toList()))
            .position(BlockHeader.LENGTH)
            .put(count);
    transactions.forEach(block::put);
    return block.array();
  }

  private static byte[] count(int number) {
    return number < 0xfd
        ? new byte[] {(byte) number}
        : new byte[] {(byte) 0xfd, (byte) number, (byte) (number >> 8)};
  }

  /// The first has no anchor, as a coinbase.
  private static byte[] transaction(int height, int position) {
    byte[] script = position == 0 ? new byte[] {1, 0x51} : OUTPUT;
    return ByteBuffer.allocate(4 + 1 + 36 + 1 + 4 + 1 + 8 + script.length + 4)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(1)
        .put((byte) 1)
        .putInt(height)
        .putInt(position)
        .position(4 + 1 + 36 + 1 + 4)
        .put((byte) 1)
        .putLong(0)
        .put(script)
        .array();
  }

  private static byte[] root(List<byte[]> hashes) {
    List<byte[]> level = hashes;
    while (level.size() > 1) {
      List<byte[]> above = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        above.add(DoubleSha256.of(level.get(i), level.get(Math.min(i + 1, level.size() - 1))));
      }
      level = above;
    }
    return level.getFirst();
  }
}
