package et.po.node;

import static et.po.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import et.po.node.messages.Message.BlocksUndone;
import et.po.node.messages.Message.ClaimsAccepted;
import et.po.node.testing.BlockGateway;
import et.po.node.testing.NodeDatabase;
import et.po.node.testing.SignedClaims;
import et.po.node.testing.TestChain;
import et.po.node.testing.TestRoles;
import et.po.protocol.batch.BatchLayout;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes on one chain: one writes, the other has an empty database and the first's gateway.
class SecondNodeTest {
  private static final int CLAIMS = 200;
  private static final int IN_A_BATCH = 80;

  private static final String FILES =
      "select claim_id || ' ' || file_cid || ' ' || verdict from view.file order by 1";
  private static final String MEMBERS =
      "select batch_cid || ' ' || file_cid || ' ' || path || ' ' || coalesce(work_sha256, '-')"
          + " from view.member order by 1";
  private static final String ANCHORS =
      "select batch_cid || ' ' || transaction_id || ' ' || height || ' ' || block_hash"
          + " || ' ' || position || ' ' || merkle_path::text from view.anchor order by 1";

  private final AgroalDataSource firstDatabase = NodeDatabase.pooled();
  private final AgroalDataSource secondDatabase = NodeDatabase.pooled();
  private final TestRoles first = new TestRoles(firstDatabase);
  private final TestRoles second = new TestRoles(secondDatabase);
  private TestChain chain;
  private BlockGateway gateway;

  @BeforeEach
  void anchorSomeClaims(@TempDir Path directory) throws Exception {
    chain = new TestChain(directory);
    gateway = new BlockGateway(first.blocks());
    first.startWriters(chain, BatchLayout.TREE, IN_A_BATCH);
    first.startReaders();
    ClaimsAccepted claims = new SignedClaims().accepted(CLAIMS);
    first.publish(claims);
    eventually(
        "all claims are shown by the first",
        () -> {
          mineWhatWaits();
          return isComplete(first);
        });
  }

  private void mineWhatWaits() {
    if (!chain.waiting().isEmpty()) {
      chain.mine(1);
    }
  }

  @AfterEach
  void stop() throws IOException {
    first.close();
    second.close();
    gateway.close();
    chain.close();
    firstDatabase.close();
    secondDatabase.close();
  }

  private static boolean isComplete(TestRoles roles) throws Exception {
    return roles.ask(FILES).size() == CLAIMS
        && roles.ask("select 1 from view.member where path is not null").size() == CLAIMS
        && !roles.ask(FILES).contains("null");
  }

  @Test
  void emptySecondNode_showsTheSame() throws Exception {
    second.startFollower(chain, List.of(gateway.address()));

    eventually("all claims are shown by the second", () -> isComplete(second));
    assertEquals(first.ask(FILES), second.ask(FILES));
    assertEquals(first.ask(MEMBERS), second.ask(MEMBERS));
    assertEquals(first.ask(ANCHORS), second.ask(ANCHORS));
    assertEquals(
        first.ask("select encode(digest, 'hex') from ipfs.block order by 1"),
        second.ask("select encode(digest, 'hex') from ipfs.block order by 1"));
    assertEquals("", second.problems());
  }

  @Test
  void reorganisation_leavesEachBatchWithOneAnchor_onBothNodes() throws Exception {
    second.startFollower(chain, List.of(gateway.address()));
    eventually("all claims are shown by the second", () -> isComplete(second));
    List<String> transactions = first.ask("select transaction_id from view.anchor order by 1");
    int earliest =
        Integer.parseInt(first.ask("select min(height)::text from view.anchor").getFirst());
    int before = chain.height();
    chain.invalidate(chain.bitcoin().hashAt(earliest).orElseThrow());
    chain.mine(before - earliest + 3);

    eventually("both have followed", () -> follows(first) && follows(second));
    // A transaction whose coin is a reward that the undone blocks had made ripe is sent once more,
    // and waits for one more block.
    eventually(
        "the anchors are back",
        () -> {
          mineWhatWaits();
          return first.ask("select transaction_id from view.anchor order by 1").equals(transactions)
              && first.ask(ANCHORS).equals(second.ask(ANCHORS));
        });
    for (String anchor : first.ask("select height || ' ' || block_hash from view.anchor")) {
      String[] at = anchor.split(" ", 2);
      assertEquals(chain.bitcoin().hashAt(Integer.parseInt(at[0])).orElseThrow(), at[1]);
    }
    assertEquals(earliest, first.published(BlocksUndone.class).getFirst().fromHeight());
    assertEquals(
        first.ask("select batch_cid from view.anchor group by 1 having count(*) > 1"), List.of());
    eventually(
        "the writer knows that all are mined",
        () -> first.ask("select 1 from blockchain_writer.batch where height is null").isEmpty());
    assertEquals("", first.problems());
    assertEquals("", second.problems());
  }

  private boolean follows(TestRoles roles) throws Exception {
    return roles
        .ask("select hash from blockchain_reader.block order by height desc limit 1")
        .equals(List.of(chain.bitcoin().tip().hash()));
  }
}
