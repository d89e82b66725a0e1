package et.po.node.blockchainwriter;

import et.po.node.Role;
import et.po.node.bitcoin.BitcoinNode;
import et.po.node.bitcoin.BitcoinNode.Coin;
import et.po.node.bitcoin.BitcoinNode.Sending;
import et.po.node.bitcoin.BitcoinNode.SignedTransaction;
import et.po.node.blockchainwriter.AnchorJournal.Batch;
import et.po.node.blockchainwriter.AnchorJournal.Journalled;
import et.po.node.database.Database;
import et.po.node.messages.Message;
import et.po.node.messages.Message.Anchor;
import et.po.node.messages.Message.BatchCreated;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messages.Message.BlocksUndone;
import et.po.node.messaging.Messaging;
import et.po.node.messaging.Messaging.Subscription;
import et.po.node.messaging.TryLaterException;
import et.po.node.tasks.RepeatedTask;
import et.po.protocol.anchor.AnchorPayload;
import et.po.protocol.ipfs.Cid;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/// Role: gives every batch one transaction with its anchor, and sees to it that the transaction is
/// mined.
public final class BlockchainWriter implements Role {
  private static final Logger LOG = Logger.getLogger(BlockchainWriter.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int IPFS = 0;

  /// One P2PKH input, the 41-byte anchor and one P2PKH output are 244 bytes; a signature may be a
  /// byte longer.
  private static final int SIZE = 250;

  private static final Pattern PREFIX = Pattern.compile("[\\x21-\\x7e]{4}");

  /// Change below this is not relayed.
  private static final long DUST = 546;

  private final BlockchainWriterSettings settings;
  private final Database database;
  private final AnchorJournal journal;
  private final Messaging messaging;
  private final BitcoinNode bitcoin;
  private final RepeatedTask task;

  /// What is said of transactions that were sent once and are refused now, by their ids.
  private final Map<String, String> dropped = new ConcurrentHashMap<>();

  private volatile Subscription subscription = Subscription.NONE;

  public BlockchainWriter(
      BlockchainWriterSettings settings,
      Database database,
      Messaging messaging,
      BitcoinNode bitcoin) {
    if (!(settings.lowestFeeRate() > 0 && settings.lowestFeeRate() <= settings.highestFeeRate())) {
      throw new IllegalArgumentException(
          "node.blockchain-writer.lowest-fee-rate is above 0 and at most highest-fee-rate");
    }
    if (!PREFIX.matcher(settings.prefix()).matches()) {
      throw new IllegalArgumentException(
          "node.blockchain-writer.prefix is four visible ASCII characters");
    }
    this.settings = settings;
    this.database = database;
    this.journal = new AnchorJournal(database, messaging);
    this.messaging = messaging;
    this.bitcoin = bitcoin;
    this.task = new RepeatedTask(name(), PAUSE, this::step);
  }

  @Override
  public String name() {
    return "blockchain-writer";
  }

  @Override
  public void start() {
    subscription = messaging.subscribe(name(), this::handle);
    task.start();
  }

  @Override
  public void stop() {
    subscription.close();
    task.stop();
  }

  @Override
  public Optional<String> problem() {
    return task.problem()
        .or(() -> dropped.values().stream().findFirst())
        .or(() -> subscription.problem());
  }

  void handle(Message message) throws SQLException {
    switch (message) {
      case BatchCreated batch -> {
        journal.add(batch);
        task.wake();
      }
      case BlockRead block -> mined(block);
      case BlocksUndone undone -> {
        journal.markUnmined(undone.fromHeight());
        task.wake();
      }
      default -> throw new IllegalArgumentException("not subscribed to " + message);
    }
  }

  private void mined(BlockRead block) throws SQLException {
    if (!block.anchors().isEmpty()) {
      List<String> ids = block.anchors().stream().map(Anchor::transactionId).toList();
      journal.markMined(ids, block.block().height());
      dropped.keySet().removeAll(ids);
    }
  }

  /// Sends what is journalled before anything new is journalled: so at most one transaction is ever
  /// unsent, and after a crash it is that one which is sent, not another for the same batch.
  ///
  /// One process at a time: two would spend one coin on two batches.
  boolean step() throws SQLException {
    return database.alone(name(), this::write).orElse(false);
  }

  private boolean write() throws SQLException {
    for (Journalled unsent : journal.unsent()) {
      send(unsent);
    }
    // Before new ones, which may want for a coin that only a block with these brings.
    for (Journalled unmined : journal.unmined(settings.rebroadcast())) {
      sendAgain(unmined);
    }
    Optional<Batch> next = journal.waiting();
    if (next.isPresent()) {
      journal(next.get());
    }
    return next.isPresent();
  }

  private void journal(Batch batch) throws SQLException {
    long fee = fee();
    Coin coin = coin(fee);
    journal.journal(batch, sign(batch, coin, fee), point(coin));
  }

  private SignedTransaction sign(Batch batch, Coin coin, long fee) {
    Cid cid = Cid.parse(batch.cid()).orElseThrow();
    byte[] payload = new AnchorPayload(settings.prefix(), batch.layout(), IPFS, cid).encode();
    return bitcoin.sign(coin, payload, bitcoin.changeAddress(), coin.satoshis() - fee);
  }

  private long fee() {
    double rate = bitcoin.feeRate().orElse(settings.lowestFeeRate());
    return (long)
        Math.ceil(SIZE * Math.clamp(rate, settings.lowestFeeRate(), settings.highestFeeRate()));
  }

  /// A coin that no other anchor spends: a confirmed one if there is one, for nodes relay no long
  /// chains of unconfirmed ones, and the largest of those. One coin, so that the transaction stays
  /// small enough for a timestamp proof.
  private Coin coin(long fee) throws SQLException {
    Set<String> inUse = journal.coinsInUse();
    return bitcoin.coins().stream()
        .filter(coin -> !inUse.contains(point(coin)))
        .filter(coin -> pays(coin, fee))
        .max(Comparator.comparing(BlockchainWriter::isConfirmed).thenComparingLong(Coin::satoshis))
        .orElseThrow(() ->
            new TryLaterException(
                "the Bitcoin wallet has no coin that pays a fee of " + fee + " satoshis"));
  }

  private static boolean isConfirmed(Coin coin) {
    return coin.confirmations() > 0;
  }

  private static boolean pays(Coin coin, long fee) {
    return coin.satoshis() >= fee + DUST;
  }

  private static String point(Coin coin) {
    return coin.transactionId() + ":" + coin.output();
  }

  private void send(Journalled journalled) throws SQLException {
    switch (offer(journalled)) {
      case Sending.Known _ -> journal.markSent(journalled);
      case Sending.CoinMissing missing -> {
        journal.discard(journalled);
        throw new TryLaterException(
            "the coin of an anchor is gone (" + missing.because() + "); it is made anew");
      }
      case Sending.Refused refused -> {
        makeAnew(journalled);
        throw new TryLaterException(
            "the Bitcoin node refuses an anchor (" + refused.because() + "); it is made anew");
      }
    }
  }

  /// Sends it, and before it those of ours that it builds on, where the node has lost them.
  private Sending offer(Journalled journalled) throws SQLException {
    Sending sending = bitcoin.send(journalled.raw());
    if (!(sending instanceof Sending.CoinMissing)) {
      return sending;
    }
    Optional<Journalled> parent = journal.unminedParent(journalled);
    if (parent.isEmpty()) {
      return sending;
    }
    return switch (offer(parent.get())) {
      case Sending.Known _ -> bitcoin.send(journalled.raw());
      // While the parent may come back, so may the coin.
      case Sending.CoinMissing missing -> new Sending.Refused(missing.because());
      case Sending.Refused refused -> refused;
    };
  }

  /// Our node does not have it; another may, if we crashed after it was sent. So it is exchanged
  /// for one that spends the same coin, as long as the wallet gives us that, or stays as it is.
  private void makeAnew(Journalled journalled) throws SQLException {
    Optional<Coin> coin =
        bitcoin.coins().stream().filter(c -> point(c).equals(journalled.coin())).findFirst();
    long fee = fee();
    if (coin.isPresent() && pays(coin.get(), fee)) {
      journal.exchange(journalled, sign(journalled.batch(), coin.get(), fee));
    }
  }

  /// One that is refused now keeps its place: whoever still has it may mine it, and it is no reason
  /// to keep others waiting.
  private void sendAgain(Journalled journalled) throws SQLException {
    switch (offer(journalled)) {
      case Sending.Known _ -> {
        journal.markSent(journalled);
        dropped.remove(journalled.transactionId());
      }
      case Sending.CoinMissing missing -> keep(journalled, missing.because());
      case Sending.Refused refused -> keep(journalled, refused.because());
    }
  }

  private void keep(Journalled journalled, String because) throws SQLException {
    String problem =
        "the network has dropped %s and does not take it back: %s"
            .formatted(journalled.transactionId(), because);
    LOG.warn(problem);
    journal.postpone(journalled);
    dropped.put(journalled.transactionId(), problem);
  }
}
