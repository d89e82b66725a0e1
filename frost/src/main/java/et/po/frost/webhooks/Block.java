package et.po.frost.webhooks;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Where a work is in Bitcoin.
record Block(String transactionId, String hash, int height) {
  JsonObject json() {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    members.put("transactionId", new JsonString(transactionId));
    members.put("blockHash", new JsonString(hash));
    members.put("blockHeight", new JsonNumber(height));
    return new JsonObject(members);
  }
}
