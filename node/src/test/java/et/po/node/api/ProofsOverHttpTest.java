package et.po.node.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.bitcoin.BlockHeader;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.ipfs.CarReader;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.json.JsonObject;
import et.po.protocol.proof.Evidence;
import et.po.protocol.proof.OtsFile;
import et.po.protocol.proof.ProofVerdict;
import et.po.protocol.proof.Receipt;
import et.po.protocol.proof.ReceiptCheck;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The whole way of a work through the node: posted, anchored, proven.
@QuarkusTest
@QuarkusTestResource(NodeServices.class)
class ProofsOverHttpTest {
  @TestHTTPResource URI base;
  private final Claims claims = new Claims();

  private Client node() {
    return new Client(base);
  }

  @Test
  void anchoredWork_hasEveryProof() throws Exception {
    byte[] content = "the work itself, in so many words".getBytes(StandardCharsets.UTF_8);
    String cid =
        ((JsonObject) node().upload("content", content).array().getFirst())
            .findString("hash")
            .orElseThrow();
    SignedClaim claim = claims.work("name", "Proven", "hash", cid);
    assertEquals(202, node().postJson("/works", claim.envelope().text()).status());

    JsonObject work = node().awaitAnchored(claim.id().hex());
    JsonObject anchor = Client.anchor(work);
    assertEquals(Optional.of("VALID"), anchor.findString("verdict"));
    assertEquals(Optional.of("POET"), anchor.findString("prefix"));
    assertTrue(Client.number(anchor, "confirmations") >= 1);

    byte[] file = node().get("/works/" + claim.id() + "/claim").bytes();
    assertArrayEquals(claim.file(), file);
    Receipt receipt = Receipt.parse(node().get("/works/" + claim.id() + "/receipt").bytes());
    Evidence evidence =
        Evidence.NONE
            .withClaimFile(file)
            .withWork(Sha256.of(content))
            .withHeader(receipt.block().header());
    assertEquals(ProofVerdict.HOLDS, ReceiptCheck.check(receipt, evidence));
    assertEquals(anchor.findString("transactionId"), Optional.of(receipt.transaction().id()));

    String asked = "/works/" + claim.id() + "?transaction=";
    assertEquals(
        anchor.findString("transactionId"),
        Client.anchor(node().get(asked + receipt.transaction().id()).json())
            .findString("transactionId"));
    assertEquals(422, node().get(asked + "nonsense").status());

    BlockHeader header = receipt.block().header();
    OtsFile ofClaim =
        OtsFile.parse(node().get("/works/" + claim.id() + "/proof.ots").bytes()).orElseThrow();
    assertEquals(
        ProofVerdict.HOLDS, ofClaim.verify(Sha256.of(file).bytes(), height -> Optional.of(header)));
    OtsFile ofWork =
        OtsFile.parse(node().get("/works/" + claim.id() + "/work.ots").bytes()).orElseThrow();
    assertEquals(
        ProofVerdict.HOLDS,
        ofWork.verify(Sha256.of(content).bytes(), height -> Optional.of(header)));
  }

  @Test
  void anchoredBatch_isServedToOtherNodes() throws Exception {
    SignedClaim claim = claims.work("name", "Served");
    node().postJson("/works", claim.envelope().text());
    JsonObject anchor = Client.anchor(node().awaitAnchored(claim.id().hex()));
    String root = anchor.findString("ipfsDirectoryHash").orElseThrow();
    String file = anchor.findString("ipfsFileHash").orElseThrow();
    Receipt receipt = Receipt.parse(node().get("/works/" + claim.id() + "/receipt").bytes());

    assertArrayEquals(claim.file(), node().get("/ipfs/" + file + "?format=raw").bytes());
    assertArrayEquals(
        claim.file(), node().get("/ipfs/" + root + "/" + receipt.claim().path()).bytes());
    byte[] car = node().get("/ipfs/" + root, "Accept", "application/vnd.ipld.car").bytes();
    List<String> cids = new ArrayList<>();
    CarReader.read(new ByteArrayInputStream(car), block -> cids.add(block.cid().toString()));
    assertEquals(root, cids.getFirst());
    assertTrue(cids.contains(file), cids.toString());
    assertEquals(406, node().get("/ipfs/" + root).status());
  }

  @Test
  void workOts_withoutWorkDigest_saysThatItWasNotGiven() {
    SignedClaim claim = claims.work("name", "No digest");
    node().postJson("/works", claim.envelope().text());
    node().awaitAnchored(claim.id().hex());
    Client.Answer answer = node().get("/works/" + claim.id() + "/work.ots");
    assertEquals(404, answer.status());
    assertTrue(answer.text().contains("neither its content nor its SHA-256"), answer.text());
  }

  @Test
  void proof_ofUnknownWork_isASentence() {
    String id = "0".repeat(64);
    assertEquals(404, node().get("/works/" + id + "/receipt").status());
    assertEquals(
        "This node knows no work " + id + ".", node().get("/works/" + id + "/receipt").text());
    assertEquals(404, node().get("/works/nonsense/proof.ots").status());
  }

  @Test
  void sha256InClaim_givesTheWorkAProof() throws Exception {
    byte[] content = "known by digest alone".getBytes(StandardCharsets.UTF_8);
    SignedClaim claim = claims.work("name", "Digest", "hash", Sha256.of(content).hex());
    node().postJson("/works", claim.envelope().text());
    node().awaitAnchored(claim.id().hex());
    OtsFile ots =
        OtsFile.parse(node().get("/works/" + claim.id() + "/work.ots").bytes()).orElseThrow();
    assertArrayEquals(Sha256.of(content).bytes(), ots.digest());
  }
}
