package et.po.node.batchwriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import et.po.node.testing.NodeDatabase;
import et.po.protocol.batch.BatchLayout;
import et.po.testkit.Fault;
import io.agroal.api.AgroalDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The crash table of batch writing: whatever step fails, before or after it took effect, every
/// claim is in exactly one batch in the end and every batch was announced.
class BatchWriterCrashTest {
  private static final AgroalDataSource DATABASE = NodeDatabase.pooled();

  @AfterAll
  static void closeDatabase() {
    DATABASE.close();
  }

  @TestFactory
  Stream<DynamicTest> everyStep_failing_leavesEachClaimInOneAnnouncedBatch() throws Exception {
    List<DynamicTest> rows = new ArrayList<>();
    for (BatchLayout layout : BatchLayout.values()) {
      List<String> steps = steps(layout);
      for (boolean arrivals : new boolean[] {false, true}) {
        for (boolean anew : new boolean[] {true, false}) {
          Fault.each(steps)
              .forEach(fault ->
                  rows.add(
                      dynamicTest(
                          "%s; crash %s; %s; %s"
                              .formatted(
                                  layout,
                                  fault,
                                  arrivals ? "new claims arrive" : "nothing arrives",
                                  anew ? "writer made anew" : "writer tries again"),
                          () -> survive(layout, fault, arrivals, anew))));
        }
      }
    }
    System.out.printf("count: crash table of batch writing: %d rows%n", rows.size());
    return rows.stream();
  }

  private static List<String> steps(BatchLayout layout) throws Exception {
    Fault none = Fault.none();
    NodeDatabase.empty(DATABASE);
    BatchWriterRun run = new BatchWriterRun(DATABASE, layout, none);
    run.toTheEnd(false, false);
    run.check();
    assertEquals(
        List.of(
            "commit", // the first message
            "commit", // the second, which names some claims again
            "commit", // a batch in hand
            "store blocks",
            "commit", // closed and announced
            "commit",
            "store blocks",
            "commit",
            "commit"), // nothing waits any more
        none.taken());
    return none.taken();
  }

  private static void survive(BatchLayout layout, Fault fault, boolean arrivals, boolean anew)
      throws Exception {
    NodeDatabase.empty(DATABASE);
    BatchWriterRun run = new BatchWriterRun(DATABASE, layout, fault);
    run.toTheEnd(arrivals, anew);
    assertTrue(fault.happened(), "the planned crash was");
    run.check();
  }
}
