package et.po.node.blockchainwriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import et.po.node.testing.NodeDatabase;
import et.po.node.testing.TestChain;
import et.po.testkit.Fault;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// The crash table of anchoring: whatever step fails, before or after it took effect, every batch
/// has exactly one transaction on the chain in the end, the one that was journalled.
@TestInstance(Lifecycle.PER_CLASS)
class BlockchainWriterCrashTest {
  /// What else happens while the writer is down.
  private enum Meanwhile {
    NOTHING,
    NEW_BATCH,
    BLOCK_MINED,
    /// Both are passed by, and have to be replaced.
    EMPTY_BLOCKS
  }

  private final AgroalDataSource database = NodeDatabase.pooled();
  private TestChain chain;

  @BeforeAll
  void startChain(@TempDir Path directory) throws IOException {
    chain = new TestChain(directory);
    chain.mine(20);
  }

  @AfterAll
  void stop() {
    chain.close();
    database.close();
  }

  @TestFactory
  Stream<DynamicTest> everyStep_failing_leavesEachBatchInOneTransaction() throws Exception {
    List<DynamicTest> rows = new ArrayList<>();
    List<String> steps = steps();
    for (Meanwhile meanwhile : Meanwhile.values()) {
      Fault.each(steps)
          .forEach(fault ->
              rows.add(
                  dynamicTest(
                      "crash %s; meanwhile %s"
                          .formatted(
                              fault, meanwhile.name().toLowerCase(Locale.ROOT).replace('_', ' ')),
                      () -> survive(fault, meanwhile))));
    }
    System.out.printf("count: crash table of anchoring: %d rows%n", rows.size());
    return rows.stream();
  }

  private List<String> steps() throws Exception {
    // Once to see how large it is.
    List<String> steps = withSignatures(4, fault -> run(fault, Meanwhile.NOTHING));
    assertEquals(2, Collections.frequency(steps, "send"));
    return steps;
  }

  private interface Run {
    void with(Fault fault) throws Exception;
  }

  /// The steps of a run without a crash. Where a signature comes out two bytes longer than the one
  /// before, one is made more; a run without that is the shortest, whose steps every run has.
  private static List<String> withSignatures(int count, Run run) throws Exception {
    for (int tries = 0; tries < 5; tries++) {
      Fault none = Fault.none();
      run.with(none);
      if (Collections.frequency(none.taken(), "sign") == count) {
        return none.taken();
      }
    }
    throw new AssertionError("a run without a crash signs " + count + " times");
  }

  private void survive(Fault fault, Meanwhile meanwhile) throws Exception {
    run(fault, meanwhile);
    assertTrue(fault.happened(), "the planned crash was");
  }

  private void run(Fault fault, Meanwhile meanwhile) throws Exception {
    NodeDatabase.empty(database);
    int before = chain.height();
    BlockchainWriterRun run = new BlockchainWriterRun(database, chain, fault);
    run.arrive();
    run.arrive();
    run.toTheEnd(() -> {
      switch (meanwhile) {
        case NOTHING -> {}
        case NEW_BATCH -> run.arrive();
        case BLOCK_MINED -> run.mine();
        case EMPTY_BLOCKS -> chain.mineEmpty(2);
      }
    });
    run.mine();
    run.toTheEnd(() -> {});
    run.check(before + 1);
  }

  /// As above, with both transactions replaced before they are mined.
  @TestFactory
  Stream<DynamicTest> everyStepOfAReplacement_failing_leavesEachBatchInOneTransaction()
      throws Exception {
    List<String> steps = withSignatures(6, this::replace);
    assertEquals(4, Collections.frequency(steps, "send"));
    List<DynamicTest> rows = new ArrayList<>();
    Fault.each(steps)
        .forEach(fault ->
            rows.add(
                dynamicTest(
                    "crash %s; then replaced".formatted(fault),
                    () -> {
                      replace(fault);
                      assertTrue(fault.happened(), "the planned crash was");
                    })));
    System.out.printf("count: crash table of replacing: %d rows%n", rows.size());
    return rows.stream();
  }

  private void replace(Fault fault) throws Exception {
    NodeDatabase.empty(database);
    int before = chain.height();
    BlockchainWriterRun run = new BlockchainWriterRun(database, chain, fault);
    run.settings().replaceAfterBlocks = 2;
    run.settings().replaceAfter = Duration.ZERO;
    run.arrive();
    run.arrive();
    run.toTheEnd(() -> {});
    chain.mineEmpty(2);
    run.toTheEnd(() -> {});
    run.mine();
    run.toTheEnd(() -> {});
    run.check(before + 1);
  }
}
