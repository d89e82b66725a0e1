package et.po.node.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import et.po.node.messages.Message.ClaimsStored;
import et.po.node.messages.Message.StoredClaim;
import java.util.List;
import java.util.Optional;
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
  }
}
