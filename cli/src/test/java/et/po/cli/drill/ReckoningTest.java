package et.po.cli.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.cli.Console;
import et.po.cli.Progress;
import et.po.protocol.bitcoin.BlockHeader;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReckoningTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Progress progress =
      new Console(
              InputStream.nullInputStream(),
              new PrintStream(new ByteArrayOutputStream()),
              new PrintStream(said, true, StandardCharsets.UTF_8),
              false,
              false)
          .progress();

  /// Something is under way for some looks, and whether it doubles a work shows behind them.
  private static final class MadeUpLedger implements Ledger {
    private final Deque<Optional<String>> looks = new ArrayDeque<>();
    private boolean isRead = true;
    private int mined;
    private int reads;

    MadeUpLedger(List<Optional<String>> looks) {
      this.looks.addAll(looks);
    }

    @Override
    public Optional<String> outstanding() {
      return looks.size() > 1 ? looks.removeFirst() : looks.getFirst();
    }

    @Override
    public boolean mine(int blocks) {
      mined += blocks;
      return true;
    }

    @Override
    public boolean isRead() {
      reads++;
      return isRead && reads > 1;
    }

    @Override
    public Optional<BlockHeader> header(int height) {
      return Optional.empty();
    }

    @Override
    public long doubled() {
      return looks.size() == 1 && isRead && reads > 1 && mined > 0 ? 1 : 0;
    }
  }

  private Reckoning reckoning(Ledger ledger) throws InterruptedException, SQLException {
    return Reckoning.of(
        3, List.of(), new Node(List.of(URI.create("http://127.0.0.1:1"))), ledger, progress);
  }

  @Test
  void of_secondTransactionThatStillWaits_isWaitedForAndCounted()
      throws InterruptedException, SQLException {
    MadeUpLedger ledger = new MadeUpLedger(List.of(Optional.of("a transaction"), Optional.empty()));
    Reckoning reckoning = reckoning(ledger);
    assertEquals("kills 3, works 0, lost 0, doubled 1", reckoning.line());
    assertTrue(said.toString(StandardCharsets.UTF_8).contains("  under way: a transaction\n"));
  }

  @Test
  void await_whatComesAfterTheBlocks_isBuriedToo() throws InterruptedException {
    MadeUpLedger ledger =
        new MadeUpLedger(List.of(Optional.empty(), Optional.of("one more"), Optional.empty()));
    assertEquals(Optional.empty(), new Settlement(ledger, Duration.ofMinutes(5), progress).await());
    assertEquals(6, ledger.mined);
  }

  @Test
  void await_blocksThatTheNodeDoesNotRead_areToldWhenTimeIsUp() throws InterruptedException {
    MadeUpLedger ledger = new MadeUpLedger(List.of(Optional.empty()));
    ledger.isRead = false;
    assertEquals(
        Optional.of("the node reads the last blocks"),
        new Settlement(ledger, Duration.ZERO, progress).await());
  }

  @Test
  void unsettled_isNotClean_andSaidWithTheCounts() {
    assertTrue(new Reckoning(3, 5, 0, 0, Optional.empty()).isClean());
    Reckoning reckoning = new Reckoning(3, 5, 0, 0, Optional.of("2 transactions"));
    assertFalse(reckoning.isClean());
    assertEquals(
        "kills 3, works 5, lost 0, doubled 0; counted while under way were still 2 transactions",
        reckoning.line());
    assertEquals(
        Optional.of("2 transactions"), reckoning.members().object().findString("unsettled"));
  }
}
