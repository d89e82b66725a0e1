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
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Role: gives every batch one transaction with its anchor, and sees to it that the transaction is
/// mined.
public final class BlockchainWriter implements Role {
  private static final Logger LOG = Logger.getLogger(BlockchainWriter.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int IPFS = 0;

  /// One P2PKH input, the 41-byte anchor and one P2PKH output are 244 bytes; a signature may be a
  /// byte longer.
  private static final int SIZE = 250;

  /// Change below this is not relayed.
  private static final long DUST = 546;

  private final BlockchainWriterSettings settings;
  private final Database database;
  private final AnchorJournal journal;
  private final Messaging messaging;
  private final BitcoinNode bitcoin;
  private final RepeatedTask task;
  private @Nullable Subscription subscription;

  public BlockchainWriter(
      BlockchainWriterSettings settings,
      Database database,
      Messaging messaging,
      BitcoinNode bitcoin) {
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
    subscription =
        messaging.subscribe(
            name(), Set.of(BatchCreated.class, BlockRead.class, BlocksUndone.class), this::handle);
    task.start();
  }

  @Override
  public void stop() {
    if (subscription != null) {
      subscription.close();
    }
    task.stop();
  }

  @Override
  public Optional<String> problem() {
    return task.problem();
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
    Cid cid = Cid.parse(batch.cid()).orElseThrow();
    byte[] payload = new AnchorPayload(settings.prefix(), batch.layout(), IPFS, cid).encode();
    long fee = (long) Math.ceil(SIZE * feeRate());
    Coin coin = coin(fee);
    SignedTransaction signed =
        bitcoin.sign(coin, payload, bitcoin.changeAddress(), coin.satoshis() - fee);
    journal.journal(batch, signed, point(coin));
  }

  private double feeRate() {
    double rate = bitcoin.feeRate().orElse(settings.lowestFeeRate());
    return Math.clamp(rate, settings.lowestFeeRate(), settings.highestFeeRate());
  }

  /// The largest coin that no other anchor spends; one coin, so that the transaction stays small
  /// enough for a timestamp proof.
  private Coin coin(long fee) throws SQLException {
    Set<String> inUse = journal.coinsInUse();
    return bitcoin.coins().stream()
        .filter(coin -> !inUse.contains(point(coin)))
        .filter(coin -> coin.satoshis() >= fee + DUST)
        .max(Comparator.comparingLong(Coin::satoshis))
        .orElseThrow(() ->
            new TryLaterException(
                "the Bitcoin wallet has no coin that pays a fee of " + fee + " satoshis"));
  }

  private static String point(Coin coin) {
    return coin.transactionId() + ":" + coin.output();
  }

  private void send(Journalled journalled) throws SQLException {
    switch (bitcoin.send(journalled.raw())) {
      case Sending.Known _ -> journal.markSent(journalled);
      case Sending.Refused refused -> {
        LOG.warnf(
            "%s is refused (%s) and made anew", journalled.transactionId(), refused.because());
        journal.discard(journalled);
      }
    }
  }

  private void sendAgain(Journalled journalled) throws SQLException {
    switch (bitcoin.send(journalled.raw())) {
      case Sending.Known _ -> journal.markSent(journalled);
      case Sending.Refused refused ->
          throw new TryLaterException(
              "the network has dropped "
                  + journalled.transactionId()
                  + " and does not take it back: "
                  + refused.because());
    }
  }
}
