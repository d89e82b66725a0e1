package et.po.regtest;

import java.nio.ByteBuffer;
import java.util.List;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.Block;
import org.bitcoinj.core.Transaction;

/// A block of any branch; its bytes are kept and parsed when they are needed.
record StoredBlock(Sha256Hash hash, Sha256Hash previous, int height, int order, byte[] bytes) {
  Block parse() {
    return Block.read(ByteBuffer.wrap(bytes));
  }

  List<Transaction> transactions() {
    List<Transaction> transactions = parse().getTransactions();
    return transactions == null ? List.of() : transactions;
  }
}
