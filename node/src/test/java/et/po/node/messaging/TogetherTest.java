package et.po.node.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import et.po.node.messages.Message;
import et.po.node.messages.Message.BatchItem;
import et.po.node.messages.Message.BatchRead;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messages.Message.BlockRef;
import et.po.node.messages.Message.BlocksUndone;
import et.po.node.messages.Message.ClaimsRead;
import et.po.node.messages.Message.ClaimsStored;
import et.po.node.messages.Message.ReadClaim;
import et.po.node.messages.Message.StoredClaim;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TogetherTest {
  private static ClaimsStored stored(String... ids) {
    return new ClaimsStored(
        List.of(ids).stream()
            .map(id -> new StoredClaim(id, "file " + id, 1, Optional.empty()))
            .toList());
  }

  private static ClaimsRead read(String id) {
    return new ClaimsRead(List.of(new ReadClaim(id, "file", "{}", "VALID")));
  }

  private static BatchRead batch(String cid, String... files) {
    return new BatchRead(
        cid,
        Optional.of(1),
        List.of(files).stream().map(file -> new BatchItem(file, "", Optional.empty())).toList());
  }

  private static BlockRead block(int height) {
    return new BlockRead(new BlockRef(height, "hash", "previous"), List.of());
  }

  @Test
  void merge_sameKind_isOneMessage_whereverItStands() {
    assertEquals(
        List.of(stored("a", "b", "c"), read("x")),
        Together.merge(List.of(stored("a"), read("x"), stored("b", "c"))));
  }

  @Test
  void merge_onlyTheSameBatch_isPutTogether() {
    assertEquals(
        List.of(batch("one", "a", "c"), batch("two", "b")),
        Together.merge(List.of(batch("one", "a"), batch("two", "b"), batch("one", "c"))));
  }

  @Test
  void merge_nothingPassesAMessageOfTheChain() {
    List<Message> messages =
        List.of(stored("a"), block(1), stored("b"), new BlocksUndone(1, "hash"), stored("c"));
    assertEquals(messages, Together.merge(messages));
  }

  @Test
  void merge_chain_keepsItsOrder() {
    List<Message> messages = List.of(block(1), block(2), new BlocksUndone(2, "hash"), block(2));
    assertEquals(messages, Together.merge(messages));
  }
}
