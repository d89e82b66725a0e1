package et.po.node.api;

import et.po.node.works.BlockAnchor;
import et.po.node.works.Progress;
import et.po.node.works.Work;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// A work as clients get it: the signed claim, and an `anchor` that grows as the claim comes
/// further.
final class WorkJson {
  private final SequencedMap<String, Json> anchor = new LinkedHashMap<>();

  private WorkJson() {}

  static String of(List<Work> works) {
    return works.stream().map(WorkJson::of).collect(Collectors.joining(",", "[", "]"));
  }

  static String of(Work work) {
    WorkJson json = new WorkJson();
    json.add(work.progress());
    // The claim is compact JSON of an object that has members and none called anchor.
    return json.anchor.isEmpty()
        ? work.json()
        : work.json().substring(0, work.json().length() - 1)
            + ",\"anchor\":"
            + new JsonObject(json.anchor).text()
            + "}";
  }

  private void add(Progress progress) {
    switch (progress) {
      // Absent at first: old clients take its presence for news.
      case Progress.Accepted _ -> {}
      case Progress.Stored stored -> {
        put("ipfsFileHash", stored.fileCid());
        put("status", stored.stage());
      }
      case Progress.Batched batched -> {
        put("ipfsFileHash", batched.fileCid());
        put("ipfsDirectoryHash", batched.batchCid());
        put("status", batched.stage());
      }
      case Progress.Sent sent -> {
        put("ipfsFileHash", sent.fileCid());
        put("ipfsDirectoryHash", sent.batchCid());
        put("transactionId", sent.transactionId());
        put("status", sent.stage());
      }
      case Progress.Anchored anchored -> addAnchored(anchored);
    }
  }

  private void addAnchored(Progress.Anchored anchored) {
    BlockAnchor block = anchored.placement().anchor();
    put("ipfsFileHash", anchored.fileCid());
    put("ipfsDirectoryHash", anchored.placement().batchCid());
    put("transactionId", block.transactionId());
    put("prefix", block.prefix());
    put("version", block.version());
    put("storageProtocol", block.storageProtocol());
    put("blockHeight", block.height());
    put("blockHash", block.blockHash());
    put("status", anchored.stage());
    put("confirmations", anchored.confirmations());
    put("verdict", anchored.verdict());
  }

  private void put(String key, String value) {
    anchor.put(key, new JsonString(value));
  }

  private void put(String key, int value) {
    anchor.put(key, new JsonNumber(value));
  }
}
