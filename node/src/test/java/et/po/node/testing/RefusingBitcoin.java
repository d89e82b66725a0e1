package et.po.node.testing;

import et.po.node.bitcoin.BitcoinNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A Bitcoin node that takes no transactions while it is told not to, may have no coins or others,
/// another opinion of fees, and be on another chain.
public final class RefusingBitcoin extends ForwardingBitcoin {
  private Optional<Fees> fees = Optional.empty();
  private Optional<Chain> chain = Optional.empty();
  private UnaryOperator<List<Coin>> coins = all -> all;
  private Predicate<byte[]> refused = _ -> false;
  private boolean locked;

  public RefusingBitcoin(BitcoinNode real) {
    super(real);
  }

  public void refuse(boolean yes) {
    refuse(_ -> yes);
  }

  public void refuse(Predicate<byte[]> some) {
    refused = some;
  }

  public void poor(boolean yes) {
    coins(all -> yes ? List.of() : all);
  }

  public void coins(UnaryOperator<List<Coin>> some) {
    coins = some;
  }

  public void lock(boolean yes) {
    locked = yes;
  }

  public void feeRate(double estimate) {
    fees(new Fees(OptionalDouble.of(estimate), 1, 1));
  }

  public void fees(Fees other) {
    fees = Optional.of(other);
  }

  /// Says that it is on this network, with a last block of this time.
  public void pretend(String network, Instant tipTime, boolean initialDownload) {
    Tip tip = super.chain().tip();
    pretend(network, tipTime, initialDownload, initialDownload ? 999 : tip.height());
  }

  /// As [#pretend(String, Instant, boolean)], and has heard of this many blocks.
  public void pretend(String network, Instant tipTime, boolean initialDownload, int headers) {
    Tip tip = super.chain().tip();
    chain =
        Optional.of(
            new Chain(network, tip, headers, tipTime, initialDownload, OptionalInt.empty()));
  }

  @Override
  public Chain chain() {
    return chain.orElseGet(super::chain);
  }

  @Override
  public List<Coin> coins(long least) {
    return coins.apply(super.coins(0)).stream().filter(coin -> coin.satoshis() >= least).toList();
  }

  @Override
  public boolean isLocked() {
    return locked;
  }

  @Override
  public Fees fees() {
    return fees.orElseGet(super::fees);
  }

  @Override
  public Sending send(byte[] transaction) {
    return refused.test(transaction)
        ? new Sending.Refused("mempool min fee not met")
        : super.send(transaction);
  }
}
