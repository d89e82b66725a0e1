package et.po.node.testing;

import et.po.node.bitcoin.BitcoinNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A Bitcoin node that is another, but for what a test changes.
public class ForwardingBitcoin implements BitcoinNode {
  private final BitcoinNode real;

  public ForwardingBitcoin(BitcoinNode real) {
    this.real = real;
  }

  @Override
  public Chain chain() {
    return real.chain();
  }

  @Override
  public Optional<String> hashAt(int height) {
    return real.hashAt(height);
  }

  @Override
  public byte[] fetchBlock(String hash) {
    return real.fetchBlock(hash);
  }

  @Override
  public List<Coin> coins(long least) {
    return real.coins(least);
  }

  @Override
  public long balance() {
    return coins(0).stream().mapToLong(Coin::satoshis).sum();
  }

  @Override
  public String changeAddress() {
    return real.changeAddress();
  }

  @Override
  public boolean isLocked() {
    return real.isLocked();
  }

  @Override
  public Fees fees() {
    return real.fees();
  }

  @Override
  public boolean knows(String transactionId) {
    return real.knows(transactionId);
  }

  @Override
  public OptionalInt minedAt(String transactionId) {
    return real.minedAt(transactionId);
  }

  @Override
  public Optional<Waiting> waiting(String transactionId) {
    return real.waiting(transactionId);
  }

  @Override
  public SignedTransaction sign(Coin coin, byte[] data, String changeAddress, long change) {
    return real.sign(coin, data, changeAddress, change);
  }

  @Override
  public Sending send(byte[] transaction) {
    return real.send(transaction);
  }

  @Override
  public Report report(double lowBalance) {
    return real.report(lowBalance);
  }
}
