package et.po.node.testing;

import et.po.node.bitcoin.BitcoinNode;
import et.po.node.messaging.TryLaterException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A Bitcoin node that can forget what waits for a block, as one does that was restarted: a
/// transaction has no coin until the one it builds on was sent again, and the wallet signs for none
/// that it made.
public final class ForgetfulBitcoin extends ForwardingBitcoin {
  private final Map<String, String> parents = new HashMap<>();
  private final Map<String, String> ids = new HashMap<>();
  private final Set<String> sent = new HashSet<>();
  private final Set<String> forgotten = new HashSet<>();
  private boolean latestOnly;

  public ForgetfulBitcoin(BitcoinNode real) {
    super(real);
  }

  /// The wallet offers the change that is not confirmed, where there is some, and nothing else.
  public void offerLatestChangeOnly() {
    latestOnly = true;
  }

  /// The wallet offers all that it has.
  public void offerAll() {
    latestOnly = false;
  }

  /// Everything that was sent so far.
  public void forgetAll() {
    forgotten.addAll(sent);
  }

  /// How many of those were not sent again.
  public int forgotten() {
    return forgotten.size();
  }

  @Override
  public List<Coin> coins(long least) {
    List<Coin> all =
        super.coins(least).stream()
            .filter(coin -> !forgotten.contains(coin.transactionId()))
            .toList();
    return latestOnly
        ? all.stream().min(Comparator.comparingInt(Coin::confirmations)).stream().toList()
        : all;
  }

  @Override
  public SignedTransaction sign(Coin coin, byte[] data, String changeAddress, long change) {
    if (forgotten.contains(coin.transactionId())) {
      throw new TryLaterException(
          "the Bitcoin wallet could not sign: Input not found or already spent");
    }
    SignedTransaction signed = super.sign(coin, data, changeAddress, change);
    parents.put(signed.id(), coin.transactionId());
    ids.put(new String(signed.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1), signed.id());
    return signed;
  }

  @Override
  public boolean knows(String transactionId) {
    return !forgotten.contains(transactionId) && super.knows(transactionId);
  }

  @Override
  public Optional<Waiting> waiting(String transactionId) {
    return forgotten.contains(transactionId) ? Optional.empty() : super.waiting(transactionId);
  }

  @Override
  public Sending send(byte[] transaction) {
    String id =
        ids.getOrDefault(
            new String(transaction, java.nio.charset.StandardCharsets.ISO_8859_1), "foreign");
    if (forgotten.contains(parents.getOrDefault(id, "none"))) {
      return new Sending.CoinMissing("bad-txns-inputs-missingorspent");
    }
    forgotten.remove(id);
    sent.add(id);
    return super.send(transaction);
  }
}
