package et.po.node;

import static et.po.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import et.po.node.blockchainreader.ReadBlocks;
import et.po.node.database.Database;
import et.po.node.messages.Message.AcceptedClaim;
import et.po.node.messages.Message.Anchor;
import et.po.node.messages.Message.BlocksUndone;
import et.po.node.messages.Message.ClaimsAccepted;
import et.po.node.proofs.Proofs;
import et.po.node.testing.NodeDatabase;
import et.po.node.testing.RealBitcoin;
import et.po.node.testing.SignedClaims;
import et.po.node.testing.TestChain;
import et.po.node.testing.TestRoles;
import et.po.node.works.Progress.Anchored;
import et.po.node.works.Works;
import et.po.protocol.batch.BatchLayout;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// All roles on the chain of a real Bitcoin daemon, which leaves the branch with our anchors for a
/// longer one.
@Tag("real")
class RealForkTest {
  private static final int CLAIMS = 60;
  private static final int IN_A_BATCH = 20;
  private static final Path OTS = Path.of("../tools/oracles/opentimestamps/.venv/bin/ots");
  private static final String ANCHORS =
      "select height || ' ' || block_hash from view.anchor order by 1";

  @TempDir Path directory;
  private final AgroalDataSource database = NodeDatabase.pooled();
  private final TestRoles roles = new TestRoles(database);
  private final List<AcceptedClaim> claims = new ArrayList<>();
  private TestChain chain;
  private URI bitcoin;

  @BeforeEach
  void anchorSomeClaims() throws Exception {
    RealBitcoin daemon = RealBitcoin.start(directory.resolve("bitcoin"));
    chain = TestChain.of(daemon);
    bitcoin = daemon.daemonUrl();
    chain.mine(110);
    roles.startWriters(chain, BatchLayout.TREE, IN_A_BATCH);
    roles.startReaders();
    register(CLAIMS);
    eventually("all claims are anchored", this::areAnchored);
  }

  private void register(int count) throws Exception {
    ClaimsAccepted some = new SignedClaims().accepted(count);
    claims.addAll(some.claims());
    roles.publish(some);
  }

  private boolean areAnchored() throws Exception {
    if (!chain.waiting().isEmpty()) {
      chain.mine(1);
    }
    return roles
            .ask(
                "select claim_id from view.file f join view.member m using (file_cid)"
                    + " join view.anchor a using (batch_cid)")
            .size()
        == claims.size();
  }

  @AfterEach
  void stop() {
    roles.close();
    if (chain != null) {
      chain.close();
    }
    database.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 100})
  void otherBranch_isFollowedToOneAnchorForEachBatch(int depth) throws Exception {
    int first = Integer.parseInt(roles.ask("select min(height)::text from view.anchor").getFirst());
    int last = Integer.parseInt(roles.ask("select max(height)::text from view.anchor").getFirst());
    int height = Math.max(first + depth - 1, last);
    chain.mine(height - chain.height());
    eventually("the reader is at the tip", this::follows);
    // Deeper than ten blocks the daemon itself forgets the transactions.
    int fork = chain.height() - depth + 1;
    chain.invalidate(chain.bitcoin().hashAt(fork).orElseThrow());
    register(IN_A_BATCH);
    chain.mine(depth + 1);

    eventually("all claims are anchored again", () -> areAnchored() && follows() && isRight());
    // The daemon leaves its blocks one after another; the reader may see it on the way.
    assertEquals(
        fork,
        roles.published(BlocksUndone.class).stream()
            .mapToInt(BlocksUndone::fromHeight)
            .min()
            .orElseThrow());
    List<String> onChain =
        ReadBlocks.from(0, chain.bitcoin()).stream()
            .flatMap(block -> block.anchors().stream())
            .map(Anchor::batchCid)
            .sorted()
            .toList();
    assertEquals(roles.ask("select batch_cid from blockchain_writer.batch order by 1"), onChain);
    eventually("nothing is wrong any more", () -> roles.problems().isEmpty());
  }

  private boolean follows() throws Exception {
    return roles
        .ask("select hash from blockchain_reader.block order by height desc limit 1")
        .equals(List.of(chain.bitcoin().tip().hash()));
  }

  /// Every anchor that is shown stands in a block of the best chain, one for each batch.
  private boolean isRight() throws Exception {
    for (String anchor : roles.ask(ANCHORS)) {
      String[] at = anchor.split(" ", 2);
      if (!chain.bitcoin().hashAt(Integer.parseInt(at[0])).orElse("").equals(at[1])) {
        return false;
      }
    }
    return roles.ask("select 1 from blockchain_writer.batch where height is null").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = 6)
  void proofsAfterAFork_areAcceptedByTheStockClient(int depth) throws Exception {
    assumeTrue(
        Files.isExecutable(OTS),
        "the stock OpenTimestamps client is not installed: run tools/oracles/opentimestamps/fetch");
    otherBranch_isFollowedToOneAnchorForEachBatch(depth);
    Works works = new Works(new Database(database), InstantSource.system());
    Proofs proofs = new Proofs(roles.blocks());
    int verified = 0;
    for (AcceptedClaim claim : claims.subList(CLAIMS - 3, CLAIMS + 3)) {
      Anchored anchored = (Anchored) works.find(claim.claimId()).orElseThrow().progress();
      Path file = directory.resolve(claim.claimId() + ".json");
      Files.writeString(file, claim.json());
      Path ots = directory.resolve(claim.claimId() + ".json.ots");
      Files.write(ots, proofs.claimTimestamp(claim.claimId(), anchored).orElseThrow());
      String said = ots("verify", "-f", file.toString(), ots.toString());
      int height = anchored.placement().anchor().height();
      assertTrue(said.contains("Success! Bitcoin block " + height + " attests"), said);
      Files.writeString(file, claim.json().replace("work", "word"));
      said = ots("verify", "-f", file.toString(), ots.toString());
      assertTrue(!said.contains("Success"), said);
      verified++;
    }
    System.out.println(
        "count: " + verified + " proofs accepted by ots verify against a real Bitcoin daemon");
  }

  private String ots(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                OTS.toAbsolutePath().toString(),
                "--no-cache",
                "--btc-regtest",
                "--bitcoin-node",
                bitcoin.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
