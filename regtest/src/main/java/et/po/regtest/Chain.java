package et.po.regtest;

import et.po.regtest.ChainFile.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bitcoinj.base.Coin;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.Block;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.params.RegTestParams;
import org.bitcoinj.script.Script;
import org.bitcoinj.script.ScriptBuilder;

/// The blocks, which of them form the best chain, and what follows from that. Not thread-safe:
/// [RegtestServer] guards it.
final class Chain {
  static final int UNCONFIRMED = -1;

  private static final long BLOCK_VERSION = 0x20000000L;
  private static final int HALVING = 150;
  private static final int LARGEST_HALVING = 33;

  private final ChainFile file;
  private final Clock clock;
  private final Map<Sha256Hash, StoredBlock> blocks = new HashMap<>();
  private final Set<Sha256Hash> invalidated = new HashSet<>();
  private final List<StoredBlock> best = new ArrayList<>();
  private final Map<Sha256Hash, StoredBlock> confirmed = new HashMap<>();
  private final Coins coins = new Coins();
  private final Mempool mempool = new Mempool(coins);

  Chain(ChainFile file, Clock clock) {
    this.file = file;
    this.clock = clock;
    Block genesis = RegTestParams.get().getGenesisBlock();
    connect(remember(genesis.getHash(), genesis.getPrevBlockHash(), genesis.serialize()));
  }

  // Reading back what the file tells. Signatures were checked when a transaction came in.

  void replayBlock(byte[] bytes) {
    Block block = Block.read(ByteBuffer.wrap(bytes));
    add(remember(block.getHash(), block.getPrevBlockHash(), bytes));
  }

  void replayTransaction(byte[] bytes) {
    Transaction transaction = Transaction.read(ByteBuffer.wrap(bytes));
    if (!confirmed.containsKey(transaction.getTxId())) {
      mempool.acceptIfValid(transaction, height());
    }
  }

  void replayInvalidated(byte[] hash) {
    invalidated.add(Sha256Hash.wrap(hash));
    chooseBest();
  }

  void replayReconsidered(byte[] hash) {
    invalidated.remove(Sha256Hash.wrap(hash));
    chooseBest();
  }

  // Changing the chain: on disk first, then in memory.

  /// Mines a block with everything that waits, paying to the script.
  StoredBlock mine(Script reward) throws IOException {
    return mine(reward, clock.instant(), mempool.all());
  }

  /// Mines a block with these and nothing else that waits.
  StoredBlock mine(Script reward, List<Transaction> transactions) throws IOException {
    return mine(reward, clock.instant(), transactions);
  }

  /// Mines blocks until there are so many, as if one had come every second up to now: a chain that
  /// begins now would else run ahead of the clock.
  void mineFirst(int blocks, Script reward) throws IOException {
    Instant now = clock.instant();
    while (height() < blocks) {
      mine(reward, now.minusSeconds(blocks - height()), mempool.all());
    }
  }

  private StoredBlock mine(Script reward, Instant now, List<Transaction> waiting)
      throws IOException {
    StoredBlock tip = tip();
    Block block =
        new Block(
            BLOCK_VERSION,
            tip.hash(),
            Sha256Hash.ZERO_HASH,
            nextTime(tip, now),
            Block.EASIEST_DIFFICULTY_TARGET,
            0,
            new ArrayList<>());
    block.addTransaction(coinbase(tip.height() + 1, waiting, reward));
    waiting.forEach(block::addTransaction);
    block.solve();
    byte[] bytes = block.serialize();
    file.append(Kind.BLOCK, bytes);
    StoredBlock mined = remember(block.getHash(), tip.hash(), bytes);
    add(mined);
    return mined;
  }

  private static Instant nextTime(StoredBlock tip, Instant now) {
    Instant after = tip.parse().time().plusSeconds(1);
    return now.isAfter(after) ? now : after;
  }

  private Transaction coinbase(int height, List<Transaction> transactions, Script reward) {
    // The height is BIP 34's; the time keeps coinbases of two branches apart.
    byte[] difference = ByteBuffer.allocate(8).putLong(clock.millis()).array();
    byte[] script = new ScriptBuilder().number(height).data(difference).build().program();
    Transaction coinbase = Transaction.coinbase(script);
    coinbase.addOutput(subsidy(height).add(fees(transactions)), reward);
    return coinbase;
  }

  private static Coin subsidy(int height) {
    return Coin.FIFTY_COINS.shiftRight(Math.min(height / HALVING, LARGEST_HALVING));
  }

  private Coin fees(List<Transaction> transactions) {
    Coin fees = Coin.ZERO;
    for (Transaction transaction : transactions) {
      for (var input : transaction.getInputs()) {
        fees = fees.add(mempool.find(input.getOutpoint()).orElseThrow().output().getValue());
      }
      for (var output : transaction.getOutputs()) {
        fees = fees.subtract(output.getValue());
      }
    }
    return fees;
  }

  void send(Transaction transaction) throws IOException, RpcException {
    if (mempool.find(transaction.getTxId()).isPresent()) {
      return;
    }
    if (confirmed.containsKey(transaction.getTxId())) {
      throw new RpcException(
          RpcException.VERIFY_ALREADY_IN_CHAIN, "Transaction outputs already in utxo set");
    }
    mempool.accept(transaction, height());
    file.append(Kind.TRANSACTION, transaction.serialize());
  }

  void invalidate(Sha256Hash hash) throws IOException {
    file.append(Kind.INVALIDATED, hash.getBytes());
    invalidated.add(hash);
    chooseBest();
  }

  void reconsider(Sha256Hash hash) throws IOException {
    file.append(Kind.RECONSIDERED, hash.getBytes());
    invalidated.remove(hash);
    chooseBest();
  }

  // The best chain.

  private StoredBlock remember(Sha256Hash hash, Sha256Hash previous, byte[] bytes) {
    StoredBlock parent = blocks.get(previous);
    int height = parent == null ? 0 : parent.height() + 1;
    StoredBlock block = new StoredBlock(hash, previous, height, blocks.size(), bytes);
    blocks.put(hash, block);
    return block;
  }

  private void add(StoredBlock block) {
    if (block.previous().equals(tip().hash())) {
      connect(block);
      mempool.rebuild(List.of(), height());
    } else {
      chooseBest();
    }
  }

  private void connect(StoredBlock block) {
    best.add(block);
    if (block.height() == 0) {
      return;
    }
    for (Transaction transaction : block.transactions()) {
      coins.apply(transaction, block.height());
      confirmed.put(transaction.getTxId(), block);
    }
  }

  /// The longest valid branch; among equals the one seen first.
  private void chooseBest() {
    StoredBlock choice = best.getFirst();
    for (StoredBlock block : blocks.values()) {
      boolean better =
          block.height() > choice.height()
              || (block.height() == choice.height() && block.order() < choice.order());
      if (better && isValid(block)) {
        choice = block;
      }
    }
    if (!choice.hash().equals(tip().hash())) {
      reorganise(choice);
    }
  }

  private StoredBlock parent(StoredBlock block) {
    return Objects.requireNonNull(
        blocks.get(block.previous()), "a block was kept without its parent");
  }

  private boolean isValid(StoredBlock block) {
    for (StoredBlock at = block; at.height() > 0; at = parent(at)) {
      if (invalidated.contains(at.hash())) {
        return false;
      }
    }
    return true;
  }

  private void reorganise(StoredBlock tip) {
    List<Transaction> returned = new ArrayList<>();
    for (StoredBlock block : best.subList(1, best.size())) {
      block.transactions().stream().filter(t -> !t.isCoinBase()).forEach(returned::add);
    }
    List<StoredBlock> branch = new ArrayList<>();
    for (StoredBlock at = tip; at.height() > 0; at = parent(at)) {
      branch.addFirst(at);
    }
    best.subList(1, best.size()).clear();
    coins.clear();
    confirmed.clear();
    branch.forEach(this::connect);
    returned.removeIf(transaction -> confirmed.containsKey(transaction.getTxId()));
    mempool.rebuild(returned, height());
  }

  // Questions.

  StoredBlock tip() {
    return best.getLast();
  }

  int height() {
    return tip().height();
  }

  Optional<StoredBlock> at(int height) {
    return height >= 0 && height < best.size() ? Optional.of(best.get(height)) : Optional.empty();
  }

  Optional<StoredBlock> find(Sha256Hash hash) {
    return Optional.ofNullable(blocks.get(hash));
  }

  boolean isBest(StoredBlock block) {
    return at(block.height()).filter(other -> other.hash().equals(block.hash())).isPresent();
  }

  Optional<StoredBlock> blockOf(Sha256Hash transaction) {
    return Optional.ofNullable(confirmed.get(transaction));
  }

  Coins coins() {
    return coins;
  }

  Mempool mempool() {
    return mempool;
  }
}
