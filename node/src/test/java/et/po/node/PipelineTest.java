package et.po.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.messages.Message.AcceptedClaim;
import et.po.node.messages.Message.BatchRead;
import et.po.node.messages.Message.ClaimsAccepted;
import et.po.node.messages.Message.ClaimsRead;
import et.po.node.messages.Message.ReadClaim;
import et.po.node.testing.NodeDatabase;
import et.po.node.testing.Polling;
import et.po.node.testing.SignedClaims;
import et.po.node.testing.TestChain;
import et.po.node.testing.TestRoles;
import et.po.protocol.batch.BatchLayout;
import io.agroal.api.AgroalDataSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The life of claims from the answer of the API to the view, through every other role.
class PipelineTest {
  private static final int CLAIMS = 300;
  private static final int CLAIMS_IN_A_MESSAGE = 100;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(BatchLayout.class)
  void acceptedClaims_areReadBackFromTheChain_eachOnce(BatchLayout layout) throws Exception {
    ClaimsAccepted accepted = new SignedClaims().accepted(CLAIMS);
    try (AgroalDataSource database = NodeDatabase.pooled();
        TestChain chain = new TestChain(directory);
        TestRoles roles = new TestRoles(database)) {
      roles.startWriters(chain, layout, 120);
      roles.startReaders();
      for (int from = 0; from < CLAIMS; from += CLAIMS_IN_A_MESSAGE) {
        ClaimsAccepted some =
            new ClaimsAccepted(accepted.claims().subList(from, from + CLAIMS_IN_A_MESSAGE));
        roles.publish(some);
        // At least once: a publisher that crashed publishes again.
        roles.publish(some);
      }
      Polling.until(() -> {
        if (!chain.waiting().isEmpty()) {
          chain.mine(1);
        }
        return count(roles) >= CLAIMS && shown(roles) >= CLAIMS;
      });

      check(roles, accepted);
      assertEquals("", roles.problems());
    }
  }

  private static int count(TestRoles roles) throws Exception {
    return roles.published(ClaimsRead.class).stream().mapToInt(m -> m.claims().size()).sum();
  }

  private static long shown(TestRoles roles) throws Exception {
    return roles.ask("select claim_id from view.file where verdict = 'VALID'").size();
  }

  private static void check(TestRoles roles, ClaimsAccepted accepted) throws Exception {
    List<ReadClaim> read =
        roles.published(ClaimsRead.class).stream().flatMap(m -> m.claims().stream()).toList();
    assertEquals(
        accepted.claims().stream().map(AcceptedClaim::claimId).sorted().toList(),
        read.stream().map(ReadClaim::claimId).sorted().toList());
    assertEquals(Set.of("VALID"), Set.copyOf(read.stream().map(ReadClaim::verdict).toList()));
    assertEquals(
        Set.copyOf(accepted.claims().stream().map(AcceptedClaim::json).toList()),
        Set.copyOf(read.stream().map(ReadClaim::json).toList()));
    assertEquals(
        CLAIMS,
        roles.published(BatchRead.class).stream().mapToInt(m -> m.items().size()).sum(),
        "each in one batch");
    List<String> transactions = roles.ask("select transaction_id from view.anchor");
    assertTrue(transactions.size() >= 3, "three batches of 120 at most: " + transactions);
    assertEquals(transactions.size(), roles.ask("select batch_cid from view.anchor").size());
    assertEquals(
        List.of(),
        roles.ask(
            "select transaction_id from view.transaction"
                + " except select transaction_id from view.anchor"));
  }
}
