package et.po.node.testing;

import et.po.node.bitcoin.BitcoinNode;
import java.util.List;
import java.util.Optional;

/// A Bitcoin node that is another, but for what a test changes.
public class ForwardingBitcoin implements BitcoinNode {
  private final BitcoinNode real;

  public ForwardingBitcoin(BitcoinNode real) {
    this.real = real;
  }

  @Override
  public Tip tip() {
    return real.tip();
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
  public List<Coin> coins() {
    return real.coins();
  }

  @Override
  public String changeAddress() {
    return real.changeAddress();
  }

  @Override
  public Optional<Double> feeRate() {
    return real.feeRate();
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
