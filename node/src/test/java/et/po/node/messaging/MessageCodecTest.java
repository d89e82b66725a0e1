package et.po.node.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import et.po.node.messages.Message.Anchor;
import et.po.node.messages.Message.BatchRead;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messages.Message.BlockRef;
import et.po.node.messages.Message.ClaimsStored;
import et.po.node.messages.Message.StoredClaim;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageCodecTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BatchRead | {'batchCid':null,'items':[]}",
        "BatchRead | {'items':[]}",
        "BatchRead | {'batchCid':'b','items':[{}]}",
        "ClaimsStored | {'claims':[null]}",
        "ClaimsStored | {'claims':[{'claimId':'a','fileCid':'b','size':null}]}",
        "BlockRead | {'block':null,'anchors':[]}",
        "BlockRead | {'block':{'height':7,'hash':'a\\u0000b','previousHash':'c'},'anchors':[]}",
        "BlockRead | {'block':{'height':7,'hash':'a','previousHash':'\\ud800'},'anchors':[]}",
        "BlocksUndone | {'fromHeight':1,'newParentHash':'\\u0000'}",
        "Nonsense | {}",
      })
  void whatCanNeverBeHandled_isNoMessage(String type, String body) {
    assertThrows(
        UnreadableMessageException.class,
        () -> MessageCodec.message(type, body.replace('\'', '"')));
  }

  @Test
  void whatMayBeMissing_mayBeLeftOut() {
    assertEquals(
        new ClaimsStored(List.of(new StoredClaim("a", "b", 1, Optional.empty()))),
        MessageCodec.message(
            "ClaimsStored", "{\"claims\":[{\"claimId\":\"a\",\"fileCid\":\"b\",\"size\":1}]}"));
    assertEquals(
        new BatchRead("a", Optional.empty(), List.of()),
        MessageCodec.message("BatchRead", "{\"batchCid\":\"a\",\"items\":[]}"));
  }

  private static BlockRead full(int anchors) {
    return new BlockRead(
        new BlockRef(7, "hash", "previous"),
        IntStream.range(0, anchors)
            .mapToObj(i ->
                new Anchor(
                    "POET",
                    0,
                    0,
                    "b" + i,
                    "t" + i,
                    "0".repeat(206),
                    Collections.nCopies(14, "1".repeat(64)),
                    i,
                    "2".repeat(160)))
            .toList());
  }

  /// As many as a block has room for: sixteen such messages would be more than a process holds.
  @Test
  void blockFullOfAnchors_isDivided_andNothingIsLostOrMoved() {
    BlockRead block = full(9_590);
    List<MessageCodec.Encoded> parts = MessageCodec.encode(block);
    List<BlockRead> read =
        parts.stream()
            .map(part -> (BlockRead) MessageCodec.message(part.type(), part.body()))
            .toList();

    assertEquals(
        List.of(), parts.stream().filter(part -> part.body().length() > 1024 * 1024).toList());
    assertEquals(Set.of(block.block()), Set.copyOf(read.stream().map(BlockRead::block).toList()));
    assertEquals(block.anchors(), read.stream().flatMap(part -> part.anchors().stream()).toList());
  }

  @Test
  void usualBlock_isOneMessage() {
    assertEquals(1, MessageCodec.encode(full(0)).size());
    assertEquals(1, MessageCodec.encode(full(100)).size());
  }
}
