package et.po.node.ipfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.database.Database;
import et.po.node.messages.Message.AcceptedClaim;
import et.po.node.messages.Message.ClaimsAccepted;
import et.po.node.testing.NodeDatabase;
import et.po.node.testing.Polling;
import et.po.node.testing.RealKubo;
import et.po.node.testing.SignedClaims;
import et.po.node.testing.TestChain;
import et.po.node.testing.TestRoles;
import et.po.protocol.batch.BatchLayout;
import io.agroal.api.AgroalDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The roles with a real IPFS node that is away for a while, and an empty node that has nothing but
/// the chain and that IPFS node.
@Tag("real")
class KuboPipelineTest {
  private static final int CLAIMS = 300;
  private static final int CLAIMS_IN_A_MESSAGE = 50;

  private static TestRoles roles(AgroalDataSource source, RealKubo kubo) {
    IpfsNodes nodes =
        new IpfsNodes(
            List.of(kubo.url()), Duration.ofSeconds(20), Duration.ofMillis(100), Clock.systemUTC());
    Database database = new Database(source);
    OwnBlocks own = new OwnBlocks(new PostgresBlockStore(database), nodes);
    return new TestRoles(source, own, new NodePins(database, nodes, own, Duration.ZERO));
  }

  private static List<String> shown(TestRoles roles) throws Exception {
    return roles.ask(
        "select f.claim_id from view.file f join view.member using (file_cid)"
            + " join view.anchor using (batch_cid) where verdict = 'VALID' order by 1");
  }

  private static void mine(TestChain chain) {
    if (!chain.waiting().isEmpty()) {
      chain.mine(1);
    }
  }

  @ParameterizedTest
  @EnumSource(BatchLayout.class)
  void works_whileTheNodeIsAway_areAllAnchored_andReadByAnEmptyNode(
      BatchLayout layout, @TempDir Path directory) throws Exception {
    ClaimsAccepted accepted = new SignedClaims().accepted(CLAIMS);
    List<String> ids = accepted.claims().stream().map(AcceptedClaim::claimId).sorted().toList();
    try (RealKubo kubo = RealKubo.start(directory.resolve("ipfs"));
        TestChain chain = new TestChain(directory.resolve("chain"));
        AgroalDataSource database = NodeDatabase.pooled();
        AgroalDataSource empty = NodeDatabase.pooled()) {
      try (TestRoles roles = roles(database, kubo)) {
        roles.startWriters(chain, layout, 40);
        roles.startReaders();
        for (int from = 0; from < CLAIMS; from += CLAIMS_IN_A_MESSAGE) {
          if (from == CLAIMS / 2) {
            kubo.kill();
            Polling.until(() -> roles.problems().contains("is away"));
          }
          roles.publish(
              new ClaimsAccepted(accepted.claims().subList(from, from + CLAIMS_IN_A_MESSAGE)));
        }
        Polling.until(() ->
            !roles.ask("select 1 from batch_writer.claim having count(*) = " + CLAIMS).isEmpty());
        assertTrue(shown(roles).size() < CLAIMS, "no batch is anchored that no IPFS node has");

        kubo.restart();
        Polling.until(() -> {
          mine(chain);
          return shown(roles).size() >= CLAIMS;
        });
        assertEquals(ids, shown(roles));
        Polling.until(() -> roles.problems().isEmpty());
      }

      kubo.node().command("repo", "gc");
      try (TestRoles fresh = roles(empty, kubo)) {
        fresh.startFollower(chain, List.of());
        Polling.until(() -> shown(fresh).size() >= CLAIMS);
        assertEquals(ids, shown(fresh));
      }
    }
  }
}
