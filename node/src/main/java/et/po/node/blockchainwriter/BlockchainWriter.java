package et.po.node.blockchainwriter;

import et.po.node.Role;
import et.po.node.bitcoin.BitcoinNode;
import et.po.node.bitcoin.BitcoinNode.Chain;
import et.po.node.bitcoin.BitcoinNode.Sending;
import et.po.node.bitcoin.BitcoinNode.Unconfirmed;
import et.po.node.bitcoin.BitcoinNode.Waiting;
import et.po.node.bitcoin.BitcoinProblem;
import et.po.node.bitcoin.BitcoinProblem.Kind;
import et.po.node.bitcoin.BitcoinProblemException;
import et.po.node.bitcoin.ChainCheck;
import et.po.node.bitcoin.Network;
import et.po.node.blockchainwriter.AnchorJournal.Batch;
import et.po.node.blockchainwriter.AnchorJournal.Journalled;
import et.po.node.blockchainwriter.AnchorJournal.Version;
import et.po.node.blockchainwriter.Broadcast.Offer;
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
import et.po.protocol.batch.BatchLayout;
import et.po.protocol.bitcoin.BitcoinTransaction;
import et.po.protocol.ipfs.Cid;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/// Role: gives every batch one transaction with its anchor, and sees to it that the transaction is
/// mined.
public final class BlockchainWriter implements Role {
  private static final Logger LOG = Logger.getLogger(BlockchainWriter.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration WATCH = Duration.ofSeconds(10);
  private static final Pattern PREFIX = Pattern.compile("[\\x21-\\x7e]{4}");
  private static final long USUAL_CAP = 1_000_000;
  private static final String SPENDS = "i-spend-real-bitcoin";
  private static final String READS = "read-only";

  private final BlockchainWriterSettings settings;
  private final Database database;
  private final AnchorJournal journal;
  private final Messaging messaging;
  private final BitcoinNode bitcoin;
  private final ChainCheck check;
  private final AnchorTransactions transactions;
  private final Broadcast broadcast;
  private final AnchorWatch watch;
  private final boolean writes;
  private final RepeatedTask task;
  private final RepeatedTask watching;

  /// Why transactions are not mined, as the journal said last.
  private volatile List<BitcoinProblem> held = List.of();

  private volatile Optional<BitcoinProblem> hindered = Optional.empty();
  private volatile Subscription subscription = Subscription.NONE;

  /// @throws IllegalArgumentException for settings that would not do, or that spend real bitcoin
  ///   without saying so
  public BlockchainWriter(
      BlockchainWriterSettings settings,
      ChainCheck check,
      Database database,
      Messaging messaging,
      BitcoinNode bitcoin) {
    if (!PREFIX.matcher(settings.prefix()).matches()) {
      throw new IllegalArgumentException(
          "node.blockchain-writer.prefix is four visible ASCII characters");
    }
    if (settings.confirmations() < 1) {
      throw new IllegalArgumentException(
          "node.blockchain-writer.confirmations is 1 at least, not " + settings.confirmations());
    }
    this.settings = settings;
    this.database = database;
    this.journal = new AnchorJournal(database, messaging);
    this.messaging = messaging;
    this.bitcoin = bitcoin;
    this.writes = writes(check.network(), settings);
    this.check = check;
    long cap =
        settings
            .dailyCap()
            .orElse(check.network() == Network.REGTEST ? Long.MAX_VALUE / 2 : USUAL_CAP);
    this.transactions =
        new AnchorTransactions(
            bitcoin,
            journal,
            settings.prefix(),
            new FeePolicy(settings.lowestFeeRate(), settings.highestFeeRate()),
            cap);
    this.broadcast = new Broadcast(bitcoin, journal);
    this.watch = new AnchorWatch(settings, check, cap, journal, bitcoin, writes);
    this.task = new RepeatedTask(name(), PAUSE, this::step);
    this.watching = new RepeatedTask(name() + "-watch", WATCH, watch::look);
  }

  private static boolean writes(Network network, BlockchainWriterSettings settings) {
    String said = settings.mainnet().orElse("");
    if (!Set.of("", SPENDS, READS).contains(said)) {
      throw new IllegalArgumentException(
          "node.blockchain-writer.mainnet is \"%s\" or \"%s\", not \"%s\""
              .formatted(SPENDS, READS, said));
    }
    if (network == Network.MAINNET && said.isEmpty()) {
      throw new IllegalArgumentException(
          "node.network is mainnet, where every anchor costs real bitcoin: set NODE_BLOCKCHAIN_WRITER_MAINNET to %s, or to %s for a node that anchors nothing"
              .formatted(SPENDS, READS));
    }
    return network != Network.MAINNET || said.equals(SPENDS);
  }

  @Override
  public String name() {
    return "blockchain-writer";
  }

  @Override
  public void start() {
    subscription = messaging.subscribe(name(), this::handle);
    task.start();
    watching.start();
  }

  @Override
  public void stop() {
    subscription.close();
    watching.stop();
    task.stop();
  }

  @Override
  public Optional<String> problem() {
    return task.problem()
        .or(() -> bitcoinProblems().stream().findFirst().map(BitcoinProblem::sentence))
        .or(watching::problem)
        .or(() -> subscription.problem());
  }

  /// What keeps anchors from being written or mined now, the worst first.
  public List<BitcoinProblem> bitcoinProblems() {
    List<BitcoinProblem> problems = new ArrayList<>();
    hindered.ifPresent(problems::add);
    problems.addAll(held);
    problems.addAll(watch.problems());
    return problems.stream().distinct().toList();
  }

  /// Looks at node and wallet now, as is done from time to time.
  void look() throws SQLException {
    watch.look();
  }

  /// How anchors and wallet stood when they were last looked at.
  public AnchorFigures figures() {
    return watch.figures();
  }

  void handle(Message message) throws SQLException {
    switch (message) {
      case BatchCreated batch -> {
        requireAnchorable(batch);
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

  /// One that cannot be anchored would be the oldest that waits, for ever.
  private static void requireAnchorable(BatchCreated batch) {
    if (Cid.parse(batch.batchCid()).isEmpty() || BatchLayout.ofVersion(batch.layout()).isEmpty()) {
      throw new IllegalArgumentException(
          "no batch: %s of layout %d".formatted(batch.batchCid(), batch.layout()));
    }
  }

  private void mined(BlockRead block) throws SQLException {
    if (!block.anchors().isEmpty()) {
      journal.markMined(
          block.anchors().stream().map(Anchor::transactionId).toList(), block.block().height());
    }
  }

  /// Sends what is journalled before anything new is journalled: so at most one transaction is ever
  /// unsent, and after a crash it is that one which is sent, not another for the same batch.
  ///
  /// One process at a time: two would spend one coin on two batches.
  boolean step() throws SQLException {
    if (!writes) {
      return false;
    }
    try {
      Optional<Boolean> more = database.alone(name(), this::write);
      hindered = Optional.empty();
      if (more.isEmpty()) {
        // Another is at it, and has what is held as well.
        held = List.of();
      }
      return more.orElse(false);
    } catch (BitcoinProblemException e) {
      hindered = Optional.of(e.problem());
      throw e;
    }
  }

  private boolean write() throws SQLException {
    Chain chain = bitcoin.chain();
    check.requireCurrent(chain);
    int height = chain.tip().height();
    Optional<BitcoinProblemException> refused = sendUnsent(height);
    // Before new ones, which may want for a coin that only a block with these brings.
    for (Journalled unmined : journal.unmined(settings.rebroadcast())) {
      sendAgain(unmined, height);
    }
    for (Journalled stuck :
        journal.stuck(height - settings.replaceAfterBlocks(), settings.replaceAfter(), height)) {
      hurry(stuck, height);
    }
    held = journal.held();
    // What a reorganisation brings back must be known.
    journal.bury(height - Math.max(settings.confirmations(), ChainCheck.DEEPEST_REORGANISATION));
    if (refused.isPresent()) {
      // Whatever is journalled next might be refused as well.
      throw refused.get();
    }
    Optional<Batch> next = journal.waiting();
    if (next.isPresent()) {
      journal.journal(next.get(), transactions.first(next.get(), height));
    }
    return next.isPresent();
  }

  /// What one transaction's trouble is; it keeps no other from being sent.
  ///
  /// @throws TryLaterException when it is no transaction's: a node that is away would let each of
  ///   them wait in vain
  private static BitcoinProblem trouble(TryLaterException e) {
    if (!(e instanceof BitcoinProblemException known)) {
      return new BitcoinProblem(Kind.NODE_REFUSES, String.valueOf(e.getMessage()));
    }
    if (known.problem().kind() == Kind.NODE_AWAY) {
      throw known;
    }
    return known.problem();
  }

  /// Tells of the first that is refused; it keeps nothing back that was sent before.
  private Optional<BitcoinProblemException> sendUnsent(int height) throws SQLException {
    Optional<BitcoinProblemException> refused = Optional.empty();
    for (Journalled unsent : journal.unsent()) {
      try {
        send(unsent, height);
      } catch (TryLaterException e) {
        BitcoinProblem problem = trouble(e);
        LOG.debug(problem.sentence());
        if (problem.kind() == Kind.REFUSED) {
          refused = refused.or(() -> Optional.of(new BitcoinProblemException(problem)));
        } else {
          journal.leaveFee(unsent, height, Optional.of(problem));
        }
      }
    }
    return refused;
  }

  private void send(Journalled journalled, int height) throws SQLException {
    Optional<Boolean> offered = journal.offer(journalled);
    if (offered.isEmpty()) {
      return;
    }
    boolean offeredBefore = offered.get();
    Offer offer = broadcast.offer(journalled);
    switch (offer.sending()) {
      case Sending.Known _ -> journal.markSent(journalled);
      case Sending.CoinMissing missing -> {
        boolean nobodyHas = nobodyHas(journalled, offeredBefore);
        if (broadcast.takeBackKnown(journalled) || follow(journalled, height)) {
          return;
        }
        if (nobodyHas) {
          throw anew(journalled, "its coin is gone: " + missing.because());
        }
        missing(journalled, height, missing.because());
      }
      case Sending.Refused refused when !offer.isOfItself() -> {
        boolean nobodyHas = nobodyHas(journalled, offeredBefore);
        if (broadcast.takeBackKnown(journalled)) {
          return;
        }
        String because = "what it builds on is refused: " + refused.because();
        if (nobodyHas) {
          throw anew(journalled, because);
        }
        journal.postpone(journalled, Optional.empty(), dropped(journalled, because));
      }
      case Sending.Refused refused -> {
        boolean nobodyHas = nobodyHas(journalled, offeredBefore);
        List<String> before = journal.sentVersions(journalled);
        if (before.isEmpty()) {
          raiseUnsent(journalled, nobodyHas, height);
        } else {
          // The network has the version before, and wants no other now.
          journal.takeBack(journalled, before.getFirst());
        }
        throw new BitcoinProblemException(
            Kind.REFUSED, "the Bitcoin node refuses an anchor (" + refused.because() + ")");
      }
    }
  }

  /// Whether nobody has one that our node did not take now. Others may have it, or one before it,
  /// though our node does not know.
  private boolean nobodyHas(Journalled journalled, boolean offeredBefore) throws SQLException {
    if (offeredBefore) {
      return false;
    }
    journal.refused(journalled);
    return !journal.hasSentVersions(journalled);
  }

  /// Its batch gets another coin, at once, for nobody has it.
  private BitcoinProblemException anew(Journalled journalled, String because) throws SQLException {
    journal.discard(journalled);
    return new BitcoinProblemException(Kind.REFUSED, "an anchor is made anew, for " + because);
  }

  /// Our node does not have it; another may, if we crashed after it was sent. So the next version
  /// spends the same coin, unless nobody has it and the coin would not be chosen any more.
  private void raiseUnsent(Journalled journalled, boolean nobodyHas, int height)
      throws SQLException {
    try {
      raise(journalled, height);
    } catch (BitcoinProblemException e) {
      if (e.problem().kind() == Kind.STUCK && nobodyHas && !transactions.isCoinEnough(journalled)) {
        throw anew(journalled, "its coin does not pay what is asked now");
      }
      throw e;
    }
  }

  private boolean raise(Journalled journalled, int height) throws SQLException {
    if (journalled.coinValue() == 0) {
      return false;
    }
    int size =
        BitcoinTransaction.parse(journalled.raw())
            .map(BitcoinTransaction::virtualSize)
            .orElseThrow();
    if (!transactions.asksMoreThan(journalled.fee(), size)) {
      return false;
    }
    journal.replace(journalled, transactions.raised(journalled, size, Unconfirmed.NONE, height));
    return true;
  }

  /// One that is refused now keeps its place: whoever still has it may mine it, and it is no reason
  /// to keep others waiting.
  private void sendAgain(Journalled journalled, int height) throws SQLException {
    try {
      sendAgainOrFail(journalled, height);
    } catch (TryLaterException e) {
      journal.postpone(
          journalled, journalled.missingHeight(), dropped(journalled, trouble(e).sentence()));
    }
  }

  private void sendAgainOrFail(Journalled journalled, int height) throws SQLException {
    Offer offer = broadcast.offer(journalled);
    switch (offer.sending()) {
      case Sending.Known _ -> {
        journal.markSent(journalled);
      }
      case Sending.CoinMissing missing -> {
        if (!broadcast.takeBackKnown(journalled) && !follow(journalled, height)) {
          missing(journalled, height, missing.because());
        }
      }
      case Sending.Refused refused -> {
        // Where one that it builds on is refused, that one is raised, in its turn.
        if (!broadcast.takeBackKnown(journalled)
            && !(offer.isOfItself() && raiseDropped(journalled, height))) {
          journal.postpone(journalled, Optional.empty(), dropped(journalled, refused.because()));
        }
      }
    }
  }

  /// What builds on it is not in the network without it, and follows to the change of what is made
  /// in its place.
  private boolean raiseDropped(Journalled journalled, int height) throws SQLException {
    try {
      return raise(journalled, height);
    } catch (TryLaterException e) {
      LOG.debug(trouble(e).sentence());
      return false;
    }
  }

  /// The transaction that made its coin was replaced: it spends the same change of what counts in
  /// that one's place. Only one of the two can be mined, and so only one of those that build on
  /// them.
  private boolean follow(Journalled journalled, int height) throws SQLException {
    Optional<String> parent = journal.countingParent(journalled);
    if (parent.isEmpty()) {
      return false;
    }
    Optional<String> made = journal.versionOn(journalled, parent.get());
    if (made.isPresent()) {
      journal.takeBack(journalled, made.get());
      return true;
    }
    try {
      Optional<Version> version = transactions.following(journalled, parent.get(), height);
      if (version.isPresent()) {
        journal.replace(journalled, version.get());
      }
      return version.isPresent();
    } catch (TryLaterException e) {
      LOG.debug(trouble(e).sentence());
      return false;
    }
  }

  /// A coin that has been gone for so many blocks was spent by another transaction that is as deep:
  /// then the batch gets another coin. Not so one that a transaction of ours makes, once it is
  /// mined.
  private void missing(Journalled journalled, int height, String because) throws SQLException {
    if (journal.hasUnminedParent(journalled)) {
      journal.postpone(journalled, Optional.empty(), dropped(journalled, because));
      return;
    }
    int since = journalled.missingHeight().orElse(height);
    if (height - since < settings.confirmations()) {
      journal.postpone(journalled, Optional.of(since), dropped(journalled, because));
    } else {
      LOG.warnf(
          "The coin of %s is gone for %d blocks; the batch gets another one",
          journalled.transactionId(), height - since);
      journal.discard(journalled);
    }
  }

  private static BitcoinProblem dropped(Journalled journalled, String because) {
    BitcoinProblem problem =
        new BitcoinProblem(
            Kind.DROPPED,
            "the network has dropped %s and does not take it back: %s"
                .formatted(journalled.transactionId(), because));
    LOG.warn(problem.sentence());
    return problem;
  }

  private void hurry(Journalled journalled, int height) throws SQLException {
    boolean raised;
    try {
      raised = hurryOrFail(journalled, height);
    } catch (TryLaterException e) {
      BitcoinProblem problem = trouble(e);
      LOG.warn(problem.sentence());
      journal.leaveFee(journalled, height, Optional.of(problem));
      return;
    }
    if (raised) {
      sendUnsent(height).ifPresent(refused -> LOG.warn(refused.problem().sentence()));
    }
  }

  /// The last of a row pays for those it builds on; to replace another would throw out what builds
  /// on that.
  private boolean hurryOrFail(Journalled journalled, int height) throws SQLException {
    Optional<Waiting> waiting = bitcoin.waiting(journalled.transactionId());
    if (waiting.isEmpty() && isMinedForGood(journalled, height)) {
      return false;
    }
    if (waiting.isEmpty() || !waiting.get().isLast() || journal.hasChild(journalled)) {
      journal.leaveFee(journalled, height, Optional.empty());
      return false;
    }
    journal.replace(
        journalled,
        transactions.raised(
            journalled, waiting.get().virtualSize(), waiting.get().before(), height));
    return true;
  }

  /// Whether it is mined so deep that the reader has told of it, and will tell of no other block,
  /// yet it is not noted. A block that may be undone is left to the reader, who tells of that as
  /// well.
  private boolean isMinedForGood(Journalled journalled, int height) throws SQLException {
    OptionalInt mined = bitcoin.minedAt(journalled.transactionId());
    if (mined.isEmpty() || mined.getAsInt() > height - ChainCheck.DEEPEST_REORGANISATION) {
      return false;
    }
    journal.markMined(List.of(journalled.transactionId()), mined.getAsInt());
    return true;
  }
}
