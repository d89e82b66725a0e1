package et.po.node.testing;

import et.po.node.bitcoin.BitcoinNode;
import et.po.testkit.Fault;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A Bitcoin node to which every call is a step of a [Fault].
public record FaultyBitcoin(BitcoinNode real, Fault fault) implements BitcoinNode {
  @Override
  public Chain chain() {
    return fault.step("chain", real::chain);
  }

  @Override
  public Optional<String> hashAt(int height) {
    return fault.step("hash", () -> real.hashAt(height));
  }

  @Override
  public byte[] fetchBlock(String hash) {
    return fault.step("block", () -> real.fetchBlock(hash));
  }

  @Override
  public List<Coin> coins(long least) {
    return fault.step("coins", () -> real.coins(least));
  }

  @Override
  public long balance() {
    return fault.step("balance", real::balance);
  }

  @Override
  public String changeAddress() {
    return fault.step("change address", real::changeAddress);
  }

  @Override
  public boolean isLocked() {
    return fault.step("locked", real::isLocked);
  }

  @Override
  public Fees fees() {
    return fault.step("fees", real::fees);
  }

  @Override
  public boolean knows(String transactionId) {
    return fault.step("knows", () -> real.knows(transactionId));
  }

  @Override
  public OptionalInt minedAt(String transactionId) {
    return fault.step("mined at", () -> real.minedAt(transactionId));
  }

  @Override
  public Optional<Waiting> waiting(String transactionId) {
    return fault.step("waiting", () -> real.waiting(transactionId));
  }

  @Override
  public SignedTransaction sign(Coin coin, byte[] data, String changeAddress, long change) {
    return fault.step("sign", () -> real.sign(coin, data, changeAddress, change));
  }

  @Override
  public Sending send(byte[] transaction) {
    return fault.step("send", () -> real.send(transaction));
  }

  @Override
  public Report report(double lowBalance) {
    return fault.step("report", () -> real.report(lowBalance));
  }
}
