package et.po.protocol.bitcoin;

import et.po.protocol.bitcoin.BitcoinReader.Malformed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A Bitcoin block: its header, then a count, then its transactions.
public final class BitcoinBlock {
  private static final int MIN_TRANSACTION = 60;

  private final BlockHeader header;
  private final List<BitcoinTransaction> transactions;
  private final MerkleTree tree;

  private BitcoinBlock(BlockHeader header, List<BitcoinTransaction> transactions) {
    this.header = header;
    this.transactions = List.copyOf(transactions);
    this.tree = new MerkleTree(transactions.stream().map(BitcoinTransaction::hash).toList());
  }

  /// Empty for anything but one whole block whose transactions are those its header commits to.
  ///
  /// Witnesses are not checked against the commitment in the coinbase: no proof rests on them.
  public static Optional<BitcoinBlock> parse(byte[] bytes) {
    try {
      return read(bytes)
          .filter(block -> Arrays.equals(block.tree.root(), block.header.merkleRoot()))
          .filter(block -> !block.tree.repeatsItself());
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  private static Optional<BitcoinBlock> read(byte[] bytes) throws Malformed {
    BitcoinReader reader = new BitcoinReader(bytes, 0);
    BlockHeader header = BlockHeader.parse(reader.bytes(BlockHeader.LENGTH)).orElseThrow();
    int count = reader.count(MIN_TRANSACTION);
    List<BitcoinTransaction> transactions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      transactions.add(BitcoinTransaction.read(bytes, reader));
    }
    return count == 0 || reader.hasMore()
        ? Optional.empty()
        : Optional.of(new BitcoinBlock(header, transactions));
  }

  public BlockHeader header() {
    return header;
  }

  public List<BitcoinTransaction> transactions() {
    return transactions;
  }

  /// How the transaction at this position, the coinbase's being 0, leads to the merkle root.
  public MerklePath pathOf(int position) {
    return tree.pathOf(Objects.checkIndex(position, transactions.size()));
  }
}
