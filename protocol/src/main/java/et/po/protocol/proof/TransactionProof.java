package et.po.protocol.proof;

import et.po.protocol.bitcoin.BitcoinBlock;
import et.po.protocol.bitcoin.BitcoinTransaction;
import et.po.protocol.bitcoin.MerklePath;
import java.util.Arrays;

/// What a receipt says of the Bitcoin transaction.
///
/// @param id as displayed
/// @param bytes of the transaction, without witnesses
/// @param merkle from the transaction's hash to the block's merkle root
public record TransactionProof(String id, byte[] bytes, MerklePath merkle) {
  /// Of the transaction at this position in a block, the coinbase's being 0.
  public static TransactionProof in(BitcoinBlock block, int position) {
    BitcoinTransaction transaction = block.transactions().get(position);
    return new TransactionProof(
        transaction.id(), transaction.strippedBytes(), block.pathOf(position));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TransactionProof that
        && id.equals(that.id)
        && Arrays.equals(bytes, that.bytes)
        && merkle.equals(that.merkle);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
