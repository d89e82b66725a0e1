package et.po.protocol.proof;

import et.po.protocol.anchor.AnchorPayload;
import et.po.protocol.batch.HashPath;
import et.po.protocol.batch.HashStep;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Gives a receipt its JSON form.
final class ReceiptWriter {
  static final String FORMAT = "po.et/1";

  private final SequencedMap<String, Json> members = new LinkedHashMap<>();

  private ReceiptWriter() {}

  static JsonObject write(Receipt receipt) {
    ReceiptWriter root = new ReceiptWriter().put("receipt", FORMAT);
    root.members.put("claim", claim(receipt.claim()));
    receipt.work().ifPresent(work -> root.members.put("work", work(work)));
    root.members.put("anchor", anchor(receipt.anchor()));
    root.members.put("transaction", transaction(receipt.transaction()));
    root.members.put("block", block(receipt.block()));
    return root.object();
  }

  private static JsonObject claim(ClaimProof claim) {
    return new ReceiptWriter()
        .put("id", claim.id())
        .put("file", claim.file().toString())
        .put("path", claim.path())
        .put("steps", steps(claim.steps()))
        .object();
  }

  private static JsonObject work(WorkProof work) {
    return new ReceiptWriter()
        .put("sha256", work.sha256().hex())
        .put("path", work.path())
        .put("steps", steps(work.steps()))
        .object();
  }

  private static JsonObject anchor(AnchorPayload anchor) {
    return new ReceiptWriter()
        .put("network", anchor.network())
        .put("version", anchor.version())
        .put("storage", anchor.storage())
        .put("batch", anchor.batch().toString())
        .object();
  }

  private static JsonObject transaction(TransactionProof transaction) {
    JsonArray merkle =
        new JsonArray(
            transaction.merkle().siblings().stream()
                .<Json>map(sibling -> new JsonString(hex(sibling)))
                .toList());
    return new ReceiptWriter()
        .put("id", transaction.id())
        .put("hex", hex(transaction.bytes()))
        .put("position", transaction.merkle().position())
        .put("merkle", merkle)
        .object();
  }

  private static JsonObject block(BlockProof block) {
    return new ReceiptWriter()
        .put("height", block.height())
        .put("hash", block.hash())
        .put("time", block.time().toString())
        .put("header", block.header().hex())
        .object();
  }

  private static JsonArray steps(HashPath path) {
    return new JsonArray(path.steps().stream().<Json>map(ReceiptWriter::step).toList());
  }

  private static JsonObject step(HashStep step) {
    return new ReceiptWriter()
        .put("prefix", hex(step.prefix()))
        .put("suffix", hex(step.suffix()))
        .object();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private ReceiptWriter put(String key, String value) {
    return put(key, new JsonString(value));
  }

  private ReceiptWriter put(String key, int value) {
    return put(key, new JsonNumber(value));
  }

  private ReceiptWriter put(String key, Json value) {
    members.put(key, value);
    return this;
  }

  private JsonObject object() {
    return new JsonObject(members);
  }
}
