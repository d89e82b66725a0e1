package et.po.regtest;

import static et.po.regtest.RpcException.VERIFY;
import static et.po.regtest.RpcException.VERIFY_REJECTED;

import et.po.regtest.Coins.Unspent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.base.Coin;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.TransactionInput;
import org.bitcoinj.core.TransactionOutPoint;
import org.bitcoinj.core.TransactionOutput;
import org.bitcoinj.core.TransactionWitness;
import org.bitcoinj.core.VerificationException;
import org.bitcoinj.script.Script;
import org.bitcoinj.script.ScriptException;

/// Transactions that wait for a block, each valid on top of the best chain and those before it.
final class Mempool {
  /// Satoshis a virtual byte below which nothing is relayed.
  static final int MINIMUM_FEE_RATE = 1;

  private static final int COINBASE_MATURITY = 100;
  private static final int LARGEST_DATA_SCRIPT = 83;

  /// The highest sequence number by which a transaction says that it may be replaced (BIP 125).
  static final long REPLACEABLE = 0xFFFFFFFDL;

  private final Coins coins;
  private final Map<Sha256Hash, Transaction> transactions = new LinkedHashMap<>();
  private final Map<TransactionOutPoint, Sha256Hash> spent = new HashMap<>();

  Mempool(Coins coins) {
    this.coins = coins;
  }

  Optional<Transaction> find(Sha256Hash id) {
    return Optional.ofNullable(transactions.get(id));
  }

  /// In an order in which each comes after those it spends from.
  List<Transaction> all() {
    return new ArrayList<>(transactions.values());
  }

  /// The transaction and those here that it builds on, itself last.
  Set<Sha256Hash> withAncestors(Sha256Hash id) {
    Set<Sha256Hash> found = new LinkedHashSet<>();
    Optional.ofNullable(transactions.get(id))
        .ifPresent(transaction -> {
          transaction
              .getInputs()
              .forEach(in -> found.addAll(withAncestors(in.getOutpoint().hash())));
          found.add(id);
        });
    return found;
  }

  /// The transaction and those here that build on it.
  Set<Sha256Hash> withDescendants(Sha256Hash id) {
    Set<Sha256Hash> found = new LinkedHashSet<>();
    transactions.keySet().stream()
        .filter(other -> withAncestors(other).contains(id))
        .forEach(found::add);
    return found;
  }

  /// What these, which are all here, pay together.
  long fees(Set<Sha256Hash> ids, int tip) throws RpcException {
    long fees = 0;
    for (Sha256Hash id : ids) {
      fees += fee(Objects.requireNonNull(transactions.get(id)), tip).value;
    }
    return fees;
  }

  long size(Set<Sha256Hash> ids) {
    return ids.stream()
        .mapToLong(id -> Objects.requireNonNull(transactions.get(id)).messageSize())
        .sum();
  }

  boolean isSpent(TransactionOutPoint point) {
    return spent.containsKey(point);
  }

  /// Takes a transaction that spends existing coins with right signatures and pays for itself; one
  /// that pays more than those it conflicts with replaces them (BIP 125).
  ///
  /// @param tip the height that the next block builds on
  void accept(Transaction transaction, int tip) throws RpcException {
    Set<Sha256Hash> conflicts = conflicts(transaction);
    Coin fee = validate(transaction, tip);
    if (!conflicts.isEmpty()) {
      requireReplaceable(transaction, fee, conflicts, tip);
      conflicts.forEach(this::removeWithDescendants);
    }
    transactions.put(transaction.getTxId(), transaction);
    transaction.getInputs().forEach(input -> spent.put(input.getOutpoint(), transaction.getTxId()));
  }

  private Set<Sha256Hash> conflicts(Transaction transaction) {
    Set<Sha256Hash> conflicts = new LinkedHashSet<>();
    for (TransactionInput input : transaction.getInputs()) {
      Optional.ofNullable(spent.get(input.getOutpoint())).ifPresent(conflicts::add);
    }
    return conflicts;
  }

  private void requireReplaceable(
      Transaction transaction, Coin fee, Set<Sha256Hash> conflicts, int tip) throws RpcException {
    Coin others = Coin.ZERO;
    for (Sha256Hash id : conflicts) {
      Transaction other = Objects.requireNonNull(transactions.get(id));
      if (other.getInputs().stream().allMatch(input -> input.getSequenceNumber() > REPLACEABLE)) {
        throw new RpcException(VERIFY_REJECTED, "txn-mempool-conflict");
      }
      others = others.add(fee(other, tip));
    }
    if (fee.isLessThan(others.add(Coin.valueOf(transaction.messageSize())))) {
      throw new RpcException(VERIFY_REJECTED, "insufficient fee");
    }
  }

  private Coin validate(Transaction transaction, int tip) throws RpcException {
    try {
      Transaction.verify(BitcoinNetwork.REGTEST, transaction);
    } catch (VerificationException e) {
      throw new RpcException(VERIFY_REJECTED, "bad-txns: " + e.getMessage());
    }
    if (transaction.isCoinBase()) {
      throw new RpcException(VERIFY_REJECTED, "coinbase");
    }
    for (TransactionOutput output : transaction.getOutputs()) {
      byte[] script = output.getScriptBytes();
      if (script.length > LARGEST_DATA_SCRIPT && script[0] == 0x6a) {
        throw new RpcException(VERIFY_REJECTED, "scriptpubkey");
      }
    }
    Coin fee = fee(transaction, tip);
    verifyScripts(transaction);
    if (fee.isLessThan(Coin.valueOf((long) MINIMUM_FEE_RATE * transaction.messageSize()))) {
      throw new RpcException(VERIFY_REJECTED, "min relay fee not met");
    }
    return fee;
  }

  private Coin fee(Transaction transaction, int tip) throws RpcException {
    Coin fee = Coin.ZERO;
    for (TransactionInput input : transaction.getInputs()) {
      Unspent coin = require(input.getOutpoint());
      if (!isMature(coin, tip)) {
        throw new RpcException(VERIFY_REJECTED, "bad-txns-premature-spend-of-coinbase");
      }
      fee = fee.add(coin.output().getValue());
    }
    for (TransactionOutput output : transaction.getOutputs()) {
      fee = fee.subtract(output.getValue());
    }
    if (fee.isNegative()) {
      throw new RpcException(VERIFY_REJECTED, "bad-txns-in-belowout");
    }
    return fee;
  }

  /// Whether the next block may spend the coin: a reward rests for a hundred blocks.
  static boolean isMature(Unspent coin, int tip) {
    return !coin.coinbase() || tip + 1 - coin.height() >= COINBASE_MATURITY;
  }

  private void verifyScripts(Transaction transaction) throws RpcException {
    try {
      for (int i = 0; i < transaction.getInputs().size(); i++) {
        TransactionInput input = transaction.getInputs().get(i);
        TransactionOutput output = require(input.getOutpoint()).output();
        input
            .getScriptSig()
            .correctlySpends(
                transaction,
                i,
                TransactionWitness.EMPTY,
                output.getValue(),
                output.getScriptPubKey(),
                Script.ALL_VERIFY_FLAGS);
      }
    } catch (ScriptException e) {
      throw new RpcException(
          VERIFY_REJECTED, "mandatory-script-verify-flag-failed (" + e.getMessage() + ")");
    }
  }

  private Unspent require(TransactionOutPoint point) throws RpcException {
    return find(point)
        .orElseThrow(() -> new RpcException(VERIFY, "bad-txns-inputs-missingorspent"));
  }

  /// The coin, from the best chain or from a transaction that waits here, whether or not another
  /// one here spends it.
  Optional<Unspent> find(TransactionOutPoint point) {
    return coins
        .find(point)
        .or(() ->
            find(point.hash())
                .flatMap(parent ->
                    Optional.ofNullable(Coins.outputs(parent, Chain.UNCONFIRMED).get(point))));
  }

  private void removeWithDescendants(Sha256Hash id) {
    Transaction gone = transactions.remove(id);
    if (gone == null) {
      return;
    }
    gone.getInputs().forEach(input -> spent.remove(input.getOutpoint()));
    for (int i = 0; i < gone.getOutputs().size(); i++) {
      Optional.ofNullable(spent.get(new TransactionOutPoint(i, id)))
          .ifPresent(this::removeWithDescendants);
    }
  }

  /// What remains valid after the best chain changed; `returned` are transactions of blocks that
  /// left it.
  void rebuild(Collection<Transaction> returned, int tip) {
    List<Transaction> candidates = new ArrayList<>(returned);
    candidates.addAll(transactions.values());
    transactions.clear();
    spent.clear();
    candidates.forEach(candidate -> acceptIfValid(candidate, tip));
  }

  /// Takes it or leaves it: one that is in a block by now, or spends what is no longer there, is
  /// not for this pool any more.
  boolean acceptIfValid(Transaction transaction, int tip) {
    try {
      accept(transaction, tip);
      return true;
    } catch (RpcException e) {
      return false;
    }
  }
}
