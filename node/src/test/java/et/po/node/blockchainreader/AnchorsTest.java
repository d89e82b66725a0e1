package et.po.node.blockchainreader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import et.po.node.messages.Message.Anchor;
import et.po.node.testing.TestChain;
import et.po.protocol.anchor.AnchorPayload;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnchorsTest {
  private static final Cid BATCH = Cid.v0(Sha256.of(new byte[] {1}));
  private static final byte[] OURS = new AnchorPayload("POET", 1, 0, BATCH).encode();

  private TestChain chain;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    chain = new TestChain(directory);
  }

  @AfterEach
  void stop() {
    chain.close();
  }

  /// The anchors of a block with one transaction of these data outputs.
  private List<Anchor> anchors(byte[]... outputs) {
    chain.sendData(List.of(outputs));
    chain.mine(1);
    return ReadBlocks.from(chain.height(), chain.bitcoin()).getFirst().anchors();
  }

  @Test
  void read_anchor_tellsAllOfIt() {
    String id = chain.sendData(List.of(OURS));
    chain.mine(1);
    Anchor anchor =
        ReadBlocks.from(chain.height(), chain.bitcoin()).getFirst().anchors().getFirst();

    assertEquals("POET", anchor.prefix());
    assertEquals(1, anchor.version());
    assertEquals(BATCH.toString(), anchor.batchCid());
    assertEquals(id, anchor.transactionId());
    assertEquals(1, anchor.position());
    assertEquals(160, anchor.headerHex().length());
  }

  @Test
  void read_anchorOfAnotherNetwork_isToldAsItIs() {
    Anchor bard = anchors(new AnchorPayload("BARD", 3, 0, BATCH).encode()).getFirst();

    assertEquals("BARD", bard.prefix());
    assertEquals(3, bard.version());
  }

  @Test
  void read_recordOf28Bytes_isNoAnchor() {
    byte[] record = new byte[28];
    System.arraycopy("POET".getBytes(StandardCharsets.US_ASCII), 0, record, 0, 4);

    assertEquals(List.of(), anchors(record));
  }

  @Test
  void read_dataOfOthers_isNoAnchor() {
    assertEquals(List.of(), anchors("charley loves heidi".getBytes(StandardCharsets.US_ASCII)));
    assertEquals(List.of(), anchors(new byte[80]));
    assertEquals(List.of(), anchors(new byte[41]));
  }

  @Test
  void read_anchorInTheSecondDataOutput_isNoAnchor() {
    assertEquals(List.of(), anchors("first".getBytes(StandardCharsets.US_ASCII), OURS));
  }

  @Test
  void read_anchorBeforeOtherData_isOne() {
    assertEquals(1, anchors(OURS, "second".getBytes(StandardCharsets.US_ASCII)).size());
  }

  @Test
  void read_blockWithoutTransactions_isToldWithoutAnchors() {
    chain.mine(1);

    assertEquals(List.of(), ReadBlocks.from(chain.height(), chain.bitcoin()).getFirst().anchors());
  }
}
