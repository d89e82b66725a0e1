package et.po.node.blockchainwriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.bitcoin.BitcoinProblem;
import et.po.node.bitcoin.BitcoinProblem.Kind;
import et.po.node.blockchainwriter.AnchorJournal.Journalled;
import et.po.node.database.Database;
import et.po.node.messages.Message.BlocksUndone;
import et.po.node.messages.Message.TransactionSent;
import et.po.node.messaging.InProcessMessaging;
import et.po.node.messaging.OutboxContents;
import et.po.node.messaging.TryLaterException;
import et.po.node.testing.AtOnce;
import et.po.node.testing.ForgetfulBitcoin;
import et.po.node.testing.NodeDatabase;
import et.po.node.testing.RefusingBitcoin;
import et.po.node.testing.SizedSignatures;
import et.po.node.testing.TestChain;
import et.po.node.testing.Unread;
import et.po.protocol.ipfs.Cid;
import et.po.testkit.Fault;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockchainWriterTest {
  /// An anchor's size on this chain with the longest signature, in virtual bytes.
  private static final int LONG = 244;

  private final AgroalDataSource database = NodeDatabase.pooled();
  private TestChain chain;
  private RefusingBitcoin bitcoin;
  private BlockchainWriterRun run;
  private int from;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    chain = new TestChain(directory);
    bitcoin = new RefusingBitcoin(chain.bitcoin());
    // What waits for a block is due to be sent again at once.
    run = new BlockchainWriterRun(database, chain, bitcoin, Fault.none(), Duration.ZERO);
    from = chain.height() + 1;
  }

  @AfterEach
  void stop() {
    chain.close();
    database.close();
  }

  private void settle() throws Exception {
    run.toTheEnd(() -> {});
  }

  @Test
  void step_walletWithoutCoins_saysSoAndGoesOnWhenThereAreSome() throws Exception {
    run.arrive();
    bitcoin.poor(true);

    TryLaterException problem = assertThrows(TryLaterException.class, this::settle);
    assertTrue(problem.toString().contains("no coin"), problem.toString());

    bitcoin.poor(false);
    settle();
    run.mine();
    settle();
    run.check(from);
  }

  @Test
  void step_refusedSending_isMadeAnewWithTheSameCoin() throws Exception {
    String batch = run.arrive();
    bitcoin.refuse(true);
    assertThrows(TryLaterException.class, this::settle);
    String first = run.column("transaction_id").get(batch);
    String coin = run.column("coin").getOrDefault(batch, "");

    bitcoin.feeRate(20);
    assertThrows(TryLaterException.class, this::settle);
    assertNotEquals(first, run.column("transaction_id").get(batch));
    assertEquals(coin, run.column("coin").get(batch));
    assertEquals(List.of(), OutboxContents.of(database, TransactionSent.class));

    bitcoin.refuse(false);
    settle();
    run.mine();
    settle();
    run.check(from);
  }

  @Test
  void step_coinSpentByAnother_takesAnotherCoin() throws Exception {
    String batch = run.arrive();
    bitcoin.refuse(true);
    assertThrows(TryLaterException.class, this::settle);
    String coin = run.column("coin").getOrDefault(batch, "");
    bitcoin.refuse(false);
    chain.spend(coin);
    chain.mine(1);

    assertThrows(TryLaterException.class, this::settle);
    settle();
    assertNotEquals(coin, run.column("coin").get(batch));
    run.mine();
    settle();
    run.check(from);
  }

  /// We crashed between offering it and noting that, and our node came back without its coin, as
  /// one does that is some blocks behind: others may have it.
  @Test
  void step_offeredBefore_whoseCoinIsMissing_keepsItsCoin() throws Exception {
    String batch = run.arrive();
    bitcoin.refuse(true);
    assertThrows(TryLaterException.class, this::settle);
    String coin = run.column("coin").getOrDefault(batch, "");
    bitcoin.refuse(false);
    run.forgetAnswers();
    chain.spend(coin);
    chain.mine(1);

    settle();
    assertEquals(coin, run.column("coin").get(batch));
  }

  /// That our node refuses it now, and wants a dearer one, says nothing about who has the first.
  @Test
  void step_offeredBefore_thenRefusedAndReplaced_whoseCoinIsMissing_keepsItsCoin()
      throws Exception {
    String batch = run.arrive();
    bitcoin.refuse(true);
    assertThrows(TryLaterException.class, this::settle);
    String first = run.column("transaction_id").getOrDefault(batch, "");
    String coin = run.column("coin").getOrDefault(batch, "");
    run.forgetAnswers();
    bitcoin.feeRate(20);
    assertThrows(TryLaterException.class, this::settle);
    assertNotEquals(first, run.column("transaction_id").get(batch));
    bitcoin.refuse(false);
    chain.spend(coin);
    chain.mine(1);

    settle();
    assertEquals(coin, run.column("coin").get(batch));
  }

  /// A block, or another process, was faster between reading the journal and offering.
  @Test
  void offer_ofAVersionThatDoesNotCount_isNone() throws Exception {
    run.arrive();
    bitcoin.refuse(true);
    assertThrows(TryLaterException.class, this::settle);
    AnchorJournal journal =
        new AnchorJournal(
            new Database(database), new InProcessMessaging(database, Unread.TOPOLOGY));
    Journalled journalled = journal.unsent().getFirst();
    assertEquals(Optional.of(false), journal.offer(journalled));
    assertEquals(Optional.of(true), journal.offer(journalled));
    journal.markMined(List.of(journalled.transactionId()), from);

    assertEquals(Optional.empty(), journal.offer(journalled));
  }

  /// As when its coin was spent by hand, in a transaction that waits: those before it go on.
  @Test
  void step_refusedAnchor_keepsNoOtherFromBeingReplaced() throws Exception {
    run.settings().replaceAfterBlocks = 2;
    run.settings().replaceAfter = Duration.ZERO;
    String passed = run.arrive();
    settle();
    String first = run.column("transaction_id").getOrDefault(passed, "");
    bitcoin.refuse(sent -> !isAnchorOf(passed, sent));
    String refused = run.arrive();
    assertThrows(TryLaterException.class, this::settle);
    chain.mineEmpty(2);
    bitcoin.feeRate(7);
    assertThrows(TryLaterException.class, this::settle);

    assertNotEquals(first, run.column("transaction_id").get(passed));
    assertTrue(chain.waiting().contains(run.column("transaction_id").get(passed)));
    assertEquals("null", run.column("sent").get(refused));
    bitcoin.refuse(false);
    settle();
    run.mine();
    settle();
    run.check(from);
  }

  private static boolean isAnchorOf(String batch, byte[] transaction) {
    String cid = HexFormat.of().formatHex(Cid.parse(batch).orElseThrow().bytes());
    return HexFormat.of().formatHex(transaction).contains(cid);
  }

  /// The first coin was spent for good; that the next is refused is no reason to go back to it.
  @Test
  void step_refusedWithAnotherCoin_keepsThatCoin() throws Exception {
    run.settings().confirmations = 1;
    String batch = run.arrive();
    bitcoin.refuse(true);
    assertThrows(TryLaterException.class, this::settle);
    String gone = run.column("coin").getOrDefault(batch, "");
    run.forgetAnswers();
    chain.spend(gone);
    chain.mine(1);
    bitcoin.refuse(sent -> !spends(gone, sent));
    settle();
    assertEquals(gone, run.column("coin").get(batch));
    chain.mine(1);
    assertThrows(TryLaterException.class, this::settle);
    String coin = run.column("coin").getOrDefault(batch, "");
    assertNotEquals(gone, coin);
    assertThrows(TryLaterException.class, this::settle);

    assertEquals(coin, run.column("coin").get(batch));
  }

  private static boolean spends(String coin, byte[] transaction) {
    byte[] id = HexFormat.of().parseHex(coin.substring(0, coin.indexOf(':')));
    StringBuilder reversed = new StringBuilder();
    for (int i = id.length - 1; i >= 0; i--) {
      reversed.append(HexFormat.of().toHexDigits(id[i]));
    }
    return HexFormat.of().formatHex(transaction).contains(reversed);
  }

  @Test
  void step_refusedWhenSentAgain_saysSoAndKeepsNobodyWaiting() throws Exception {
    run.arrive();
    settle();
    run.arrive();
    BlockchainWriter writer = run.writer();
    run.deliver(writer);
    bitcoin.refuse(true);
    // The old one is refused, the new one journalled, and then refused itself.
    assertTrue(writer.step());
    assertTrue(writer.problem().orElseThrow().contains("dropped"));

    bitcoin.refuse(false);
    run.work(writer);
    assertEquals(2, chain.waiting().size());
    assertTrue(writer.problem().isEmpty());
  }

  /// It pays what is asked for its size, though another signature of it was shorter: so it is not
  /// made anew for a satoshi.
  @Test
  void step_refusedWhenSentAgain_isNotRaisedForALongerSignature() throws Exception {
    SizedSignatures sized = new SizedSignatures(bitcoin).then(LONG - 1).then(LONG);
    run = new BlockchainWriterRun(database, chain, sized, Fault.none(), Duration.ZERO);
    String batch = run.arrive();
    settle();
    String sent = run.column("transaction_id").getOrDefault(batch, "");
    bitcoin.refuse(true);
    BlockchainWriter writer = run.writer();
    assertFalse(writer.step());

    assertTrue(sized.isDone());
    assertEquals(sent, run.column("transaction_id").get(batch));
    assertTrue(writer.problem().orElseThrow().contains("dropped"));
  }

  /// A replacement pays for its own size, which may be more than a byte above the replaced one's.
  @Test
  void step_replacementOfALongerSignature_isTaken() throws Exception {
    SizedSignatures sized = new SizedSignatures(bitcoin).thenAny().then(LONG - 2).then(LONG);
    run = new BlockchainWriterRun(database, chain, sized, Fault.none(), Duration.ofMinutes(1));
    run.settings().replaceAfterBlocks = 2;
    run.settings().replaceAfter = Duration.ZERO;
    String batch = run.arrive();
    settle();
    String first = run.column("transaction_id").getOrDefault(batch, "");
    chain.mineEmpty(2);
    settle();

    assertTrue(sized.isDone());
    assertNotEquals(first, run.column("transaction_id").get(batch));
    run.mine();
    settle();
    run.check(from);
  }

  /// Of two anchors, the second spends the first's change; the node has forgotten both.
  @Test
  void step_forgottenChainOfAnchors_isSentAgainInItsOrder() throws Exception {
    ForgetfulBitcoin forgetful = new ForgetfulBitcoin(chain.bitcoin());
    run = new BlockchainWriterRun(database, chain, forgetful, Fault.none(), Duration.ZERO);
    forgetful.offerLatestChangeOnly();
    run.arrive();
    settle();
    run.arrive();
    settle();
    forgetful.forgetAll();

    BlockchainWriter writer = run.writer();
    run.work(writer);
    assertTrue(writer.problem().isEmpty(), () -> writer.problem().orElseThrow());
    assertEquals(0, forgetful.forgotten());
    run.mine();
    settle();
    run.check(from);
  }

  /// As when a mempool is full, and its lowest fee rises above what the first of two anchors pays:
  /// the first is made dearer, what builds on it follows to its change, and others go on.
  @Test
  void step_evictedChainOfAnchors_isRaisedFromItsRoot_andKeepsNobodyWaiting() throws Exception {
    ForgetfulBitcoin forgetful = new ForgetfulBitcoin(chain.bitcoin());
    bitcoin = new RefusingBitcoin(forgetful);
    bitcoin.feeRate(2);
    run = new BlockchainWriterRun(database, chain, bitcoin, Fault.none(), Duration.ZERO);
    forgetful.offerLatestChangeOnly();
    String one = run.arrive();
    settle();
    String two = run.arrive();
    settle();
    String parent = run.column("transaction_id").getOrDefault(one, "");
    assertTrue(run.column("coin").getOrDefault(two, "").startsWith(parent));
    String cheap = run.column("raw").getOrDefault(one, "");
    forgetful.forgetAll();
    forgetful.offerAll();
    bitcoin.refuse(sent -> cheap.endsWith(HexFormat.of().formatHex(sent)));
    bitcoin.feeRate(20);

    String three = run.arrive();
    settle();
    settle();
    assertTrue(chain.waiting().contains(run.column("transaction_id").getOrDefault(three, "")));
    settle();
    String dearer = run.column("transaction_id").getOrDefault(one, "");
    assertNotEquals(parent, dearer);
    assertTrue(run.column("coin").getOrDefault(two, "").startsWith(dearer));
    assertEquals(3, chain.waiting().size());
    run.mine();
    settle();
    run.check(from);
  }

  /// As after a handler that did not note it: the reader tells of each block once.
  @Test
  void step_minedDeepWithoutANote_isNoted() throws Exception {
    run.settings().replaceAfterBlocks = 2;
    run.settings().replaceAfter = Duration.ZERO;
    run.arrive();
    settle();
    chain.mine(100);
    settle();
    assertEquals(List.of("null"), List.copyOf(run.column("height").values()), "may be undone");
    chain.mine(1);
    settle();

    assertEquals(List.of("" + from), List.copyOf(run.column("height").values()));
  }

  /// It may be out, so it keeps its coin; those that came after it do not wait for it.
  @Test
  void step_unsentThatCannotBeRaised_isSaid_andKeepsNobodyWaiting() throws Exception {
    run.settings().highestFeeRate = 2.5;
    bitcoin.feeRate(2);
    String held = run.arrive();
    bitcoin.refuse(sent -> isAnchorOf(held, sent));
    assertThrows(TryLaterException.class, this::settle);
    run.forgetAnswers();
    bitcoin.feeRate(2.4);
    String next = run.arrive();
    BlockchainWriter writer = run.writer();
    run.deliver(writer);
    run.work(writer);

    assertEquals(List.of(run.column("transaction_id").get(next)), chain.waiting());
    assertEquals(
        List.of(Kind.STUCK), writer.bitcoinProblems().stream().map(BitcoinProblem::kind).toList());
    bitcoin.refuse(false);
    run.work(writer);
    assertEquals(List.of(), writer.bitcoinProblems());
    run.mine();
    settle();
    run.check(from);
  }

  /// Nobody has it, and its coin is too small for what is asked now.
  @Test
  void step_unsentOfACoinThatPaysNoMore_isMadeAnewWithAnother() throws Exception {
    String small = chain.split(1000);
    chain.mine(1);
    from = chain.height() + 1;
    run.rewind(chain.height());
    bitcoin.feeRate(1);
    bitcoin.coins(all -> all.stream().filter(coin -> coin.satoshis() == 1000).toList());
    String batch = run.arrive();
    bitcoin.refuse(sent -> spends(small, sent));
    assertThrows(TryLaterException.class, this::settle);
    assertEquals(small, run.column("coin").get(batch));
    bitcoin.coins(all -> all);
    bitcoin.feeRate(20);

    assertThrows(TryLaterException.class, this::settle);
    settle();
    assertNotEquals(small, run.column("coin").get(batch));
    run.mine();
    settle();
    run.check(from);
  }

  @Test
  void step_confirmedCoins_areSpentBeforeOurOwnChange() throws Exception {
    chain.mine(20);
    from = chain.height() + 1;
    run.rewind(chain.height());
    for (int i = 0; i < 5; i++) {
      run.arrive();
      settle();
    }

    Set<String> ours = Set.copyOf(run.column("transaction_id").values());
    run.column("coin").values().forEach(coin -> assertFalse(ours.contains(coin.split(":", 2)[0])));
  }

  @Test
  void blocksUndone_sendsAgainUntilItIsMined() throws Exception {
    run.arrive();
    settle();
    String block = chain.mine(1).getFirst();
    run.mine();
    settle();
    chain.invalidate(block);
    run.arrive(new BlocksUndone(from, chain.bitcoin().tip().hash()));
    settle();
    assertEquals(1, chain.waiting().size());
    assertEquals(List.of("null"), List.copyOf(run.column("height").values()));

    run.rewind(from - 1);
    run.mine();
    run.mine();
    settle();
    run.check(from);
    assertEquals(List.of(String.valueOf(from)), List.copyOf(run.column("height").values()));
  }

  /// So many blocks are undone that the coins of both anchors do not exist any more, or not yet.
  @Test
  void blocksUndone_downBelowTheCoins_isMinedWhenTheyAreBack() throws Exception {
    chain.mine(10);
    from = chain.height() + 1;
    run.rewind(from - 1);
    run.arrive();
    settle();
    run.mine();
    settle();
    String early = chain.bitcoin().hashAt(60).orElseThrow();
    chain.invalidate(early);
    chain.mine(1);
    run.arrive(new BlocksUndone(60, chain.bitcoin().hashAt(59).orElseThrow()));
    assertEquals(List.of(), chain.waiting());
    BlockchainWriter writer = run.writer();
    run.deliver(writer);
    run.work(writer);
    assertTrue(writer.problem().orElseThrow().contains("dropped"));
    run.arrive();
    run.deliver(writer);
    assertThrows(TryLaterException.class, () -> run.work(writer));

    chain.mine(from);
    int again = chain.height() + 1;
    run.rewind(chain.height());
    run.work(writer);
    run.mine();
    run.deliver(writer);
    run.work(writer);
    run.check(again);
    assertTrue(writer.problem().isEmpty());
  }

  @Test
  void step_ofSeveralWriters_anchorsEachBatchOnce() throws Exception {
    chain.mine(20);
    from = chain.height() + 1;
    run.rewind(chain.height());
    for (int round = 0; round < 20; round++) {
      run.arrive();
      run.arrive();
      run.deliver(run.writer());
      AtOnce.run(Collections.nCopies(3, () -> run.work(run.writer())));
      if (round % 5 == 0) {
        run.mine();
      }
    }
    settle();
    run.mine();
    settle();
    run.check(from);
  }
}
