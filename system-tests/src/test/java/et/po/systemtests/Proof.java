package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import et.po.protocol.claim.SignedClaim;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.proof.Evidence;
import et.po.protocol.proof.MalformedReceiptException;
import et.po.protocol.proof.ProofVerdict;
import et.po.protocol.proof.Receipt;
import et.po.protocol.proof.ReceiptCheck;
import java.nio.charset.StandardCharsets;

/// The receipt of a work whose content is its name.
final class Proof {
  private Proof() {}

  static void assertHolds(NodeClient node, SignedClaim claim) {
    String name = claim.claim().findString("name").orElseThrow();
    Evidence evidence =
        Evidence.NONE
            .withClaimFile(claim.file())
            .withWork(Sha256.of(name.getBytes(StandardCharsets.UTF_8)));
    try {
      Receipt receipt = Receipt.parse(node.get("/works/" + claim.id() + "/receipt"));
      assertEquals(ProofVerdict.HOLDS, ReceiptCheck.check(receipt, evidence));
    } catch (MalformedReceiptException e) {
      throw new AssertionError(e);
    }
  }
}
