package et.po.node.testing;

import et.po.node.bitcoin.BitcoinNode;
import java.util.List;
import java.util.Optional;

/// A Bitcoin node that takes no transactions while it is told not to, and may have no coins.
public final class RefusingBitcoin implements BitcoinNode {
  private final BitcoinNode real;
  private Optional<Double> feeRate = Optional.empty();
  private boolean refuses;
  private boolean poor;

  public RefusingBitcoin(BitcoinNode real) {
    this.real = real;
  }

  public void refuse(boolean yes) {
    refuses = yes;
  }

  public void poor(boolean yes) {
    poor = yes;
  }

  public void feeRate(double satoshis) {
    feeRate = Optional.of(satoshis);
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
    return poor ? List.of() : real.coins();
  }

  @Override
  public String changeAddress() {
    return real.changeAddress();
  }

  @Override
  public Optional<Double> feeRate() {
    return feeRate.or(real::feeRate);
  }

  @Override
  public SignedTransaction sign(Coin coin, byte[] data, String changeAddress, long change) {
    return real.sign(coin, data, changeAddress, change);
  }

  @Override
  public Sending send(byte[] transaction) {
    return refuses ? new Sending.Refused("mempool min fee not met") : real.send(transaction);
  }

  @Override
  public Report report(double lowBalance) {
    return real.report(lowBalance);
  }
}
