package et.po.node.bitcoin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.bitcoin.BitcoinNode.Coin;
import et.po.node.bitcoin.BitcoinNode.Sending;
import et.po.node.bitcoin.BitcoinNode.SignedTransaction;
import et.po.protocol.bitcoin.BitcoinBlock;
import et.po.protocol.bitcoin.BitcoinTransaction;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// What [BitcoinNode] promises, whoever keeps the promise.
abstract class BitcoinNodeContract {
  private static final byte[] DATA = HexFormat.of().parseHex("504f4554" + "00".repeat(37));

  /// On a chain whose wallet has mature coins.
  abstract BitcoinNode bitcoin();

  /// Mines blocks with all that waits; gives their hashes.
  abstract List<String> mine(int blocks);

  private Coin largest() {
    return bitcoin().coins(0).stream().max(Comparator.comparingLong(Coin::satoshis)).orElseThrow();
  }

  private SignedTransaction anchor(Coin coin, long fee) {
    return bitcoin().sign(coin, DATA, bitcoin().changeAddress(), coin.satoshis() - fee);
  }

  private Coin changeOf(SignedTransaction transaction) {
    return bitcoin().coins(0).stream()
        .filter(coin -> coin.transactionId().equals(transaction.id()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tip_isTheEndOfTheChain() {
    String hash = mine(1).getFirst();

    assertEquals(hash, bitcoin().tip().hash());
    assertEquals(Optional.of(hash), bitcoin().hashAt(bitcoin().tip().height()));
  }

  @Test
  void hashAt_aboveTheTip_isEmpty() {
    assertEquals(Optional.empty(), bitcoin().hashAt(bitcoin().tip().height() + 1));
    assertEquals(Optional.empty(), bitcoin().hashAt(Integer.MAX_VALUE));
  }

  @Test
  void fetchBlock_isTheWholeBlockAskedFor() {
    String hash = bitcoin().hashAt(5).orElseThrow();

    BitcoinBlock block = BitcoinBlock.parse(bitcoin().fetchBlock(hash)).orElseThrow();
    assertEquals(hash, block.header().hash());
  }

  @Test
  void sign_isSmall_carriesTheData_andSendsNothing() {
    Coin coin = largest();
    SignedTransaction signed = anchor(coin, 500);

    BitcoinTransaction transaction = BitcoinTransaction.parse(signed.bytes()).orElseThrow();
    assertEquals(signed.id(), transaction.id());
    assertEquals(2, transaction.outputs().size());
    assertTrue(transaction.strippedBytes().length <= 250, "small enough for a timestamp proof");
    assertEquals(
        HexFormat.of().formatHex(DATA),
        HexFormat.of().formatHex(transaction.firstDataOutput().orElseThrow()));
    assertTrue(bitcoin().coins(0).contains(coin));
  }

  @Test
  void send_isKnownHoweverOften() {
    SignedTransaction signed = anchor(largest(), 500);

    assertInstanceOf(Sending.Known.class, bitcoin().send(signed.bytes()));
    assertInstanceOf(Sending.Known.class, bitcoin().send(signed.bytes()));
    mine(1);
    assertInstanceOf(Sending.Known.class, bitcoin().send(signed.bytes()));
  }

  @Test
  void send_ofMinedWhoseChangeIsSpent_isStillKnown() {
    SignedTransaction first = anchor(largest(), 500);
    bitcoin().send(first.bytes());
    mine(1);
    bitcoin().send(anchor(changeOf(first), 500).bytes());
    mine(1);

    assertInstanceOf(Sending.Known.class, bitcoin().send(first.bytes()));
  }

  @Test
  void coins_haveTheChangeAndNotWhatWasSpent() {
    Coin coin = largest();
    SignedTransaction signed = anchor(coin, 500);
    bitcoin().send(signed.bytes());

    assertEquals(coin.satoshis() - 500, changeOf(signed).satoshis());
    assertEquals(0, changeOf(signed).confirmations());
    assertTrue(
        bitcoin().coins(0).stream()
            .noneMatch(c ->
                c.transactionId().equals(coin.transactionId()) && c.output() == coin.output()));
    mine(1);
    assertEquals(1, changeOf(signed).confirmations());
  }

  @Test
  void coins_areThoseThatAreLargeEnough_andTheBalanceIsOfAll() {
    Coin large = largest();

    assertTrue(bitcoin().coins(large.satoshis()).contains(large));
    assertEquals(List.of(), bitcoin().coins(large.satoshis() + 1));
    assertEquals(bitcoin().coins(0).stream().mapToLong(Coin::satoshis).sum(), bitcoin().balance());
  }

  @Test
  void send_ofASpentCoin_saysThatItIsGone() {
    Coin coin = largest();
    SignedTransaction other = anchor(coin, 700);
    bitcoin().send(anchor(coin, 500).bytes());
    mine(1);

    assertInstanceOf(Sending.CoinMissing.class, bitcoin().send(other.bytes()));
  }

  @Test
  void send_ofAReplacedTransactionsChild_saysThatTheCoinIsGone() {
    Coin coin = largest();
    SignedTransaction parent = anchor(coin, 500);
    bitcoin().send(parent.bytes());
    SignedTransaction child = anchor(changeOf(parent), 500);
    assertInstanceOf(Sending.Known.class, bitcoin().send(anchor(coin, 5000).bytes()));

    assertInstanceOf(Sending.CoinMissing.class, bitcoin().send(child.bytes()));
  }

  @Test
  void send_forTooSmallAFee_isRefusedForIt() {
    Sending sending = bitcoin().send(anchor(largest(), 10).bytes());

    Sending.Refused refused = assertInstanceOf(Sending.Refused.class, sending);
    assertTrue(refused.because().contains("fee"), refused.because());
  }

  @Test
  void fees_areSensible() {
    BitcoinNode.Fees fees = bitcoin().fees();

    assertTrue(fees.lowest() > 0 && fees.lowest() < 100, fees.toString());
    assertTrue(fees.step() > 0 && fees.step() < 100, fees.toString());
    fees.estimate().ifPresent(rate -> assertTrue(rate >= 1 && rate < 10_000, fees.toString()));
  }

  @Test
  void chain_isThisNetworkAndWhole() {
    BitcoinNode.Chain chain = bitcoin().chain();

    assertEquals("regtest", chain.network());
    assertEquals(chain.tip().height(), chain.headers());
    assertTrue(chain.firstBlock().isEmpty());
  }

  @Test
  void waiting_tellsOfFeesAndOfWhatIsBeforeAndAfter() {
    SignedTransaction first = anchor(largest(), 700);
    bitcoin().send(first.bytes());
    assertEquals(
        Optional.of(
            new BitcoinNode.Waiting(700, first.virtualSize(), BitcoinNode.Unconfirmed.NONE, true)),
        bitcoin().waiting(first.id()));
    Coin change = changeOf(first);
    assertEquals(new BitcoinNode.Unconfirmed(1, first.virtualSize(), 700), change.behind());

    SignedTransaction second = anchor(change, 500);
    bitcoin().send(second.bytes());
    assertFalse(bitcoin().waiting(first.id()).orElseThrow().isLast());
    assertEquals(
        new BitcoinNode.Unconfirmed(1, first.virtualSize(), 700),
        bitcoin().waiting(second.id()).orElseThrow().before());
    assertTrue(bitcoin().knows(second.id()));
    mine(1);
    assertTrue(bitcoin().waiting(second.id()).isEmpty());
    assertTrue(bitcoin().knows(second.id()));
    assertFalse(bitcoin().knows("00".repeat(32)));
  }

  @Test
  void minedAt_isTheHeightOfTheBlock() {
    SignedTransaction anchor = anchor(largest(), 500);
    bitcoin().send(anchor.bytes());
    assertEquals(OptionalInt.empty(), bitcoin().minedAt(anchor.id()));
    mine(1);
    int height = bitcoin().tip().height();
    mine(2);

    assertEquals(OptionalInt.of(height), bitcoin().minedAt(anchor.id()));
    assertEquals(OptionalInt.empty(), bitcoin().minedAt("00".repeat(32)));
  }

  @Test
  void sign_ofACoinThatIsSpentAndNotMined_replacesWhatSpendsIt() {
    Coin coin = largest();
    SignedTransaction first = anchor(coin, 500);
    bitcoin().send(first.bytes());
    SignedTransaction second = anchor(coin, 500 + 2 * first.virtualSize());

    assertInstanceOf(Sending.Known.class, bitcoin().send(second.bytes()));
    assertFalse(bitcoin().knows(first.id()));
    assertInstanceOf(Sending.Refused.class, bitcoin().send(first.bytes()));
  }
}
