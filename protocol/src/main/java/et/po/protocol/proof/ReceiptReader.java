package et.po.protocol.proof;

import et.po.protocol.anchor.AnchorPayload;
import et.po.protocol.batch.HashPath;
import et.po.protocol.batch.HashStep;
import et.po.protocol.bitcoin.BlockHeader;
import et.po.protocol.bitcoin.MerklePath;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.json.Json;
import et.po.protocol.json.MalformedJsonException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a receipt from foreign JSON.
final class ReceiptReader {
  private static final int MAX_LENGTH = 16 * 1024 * 1024;
  private static final int MAX_STEPS = 16;

  private ReceiptReader() {}

  static Receipt read(byte[] json) throws MalformedReceiptException {
    if (json.length > MAX_LENGTH) {
      throw new MalformedReceiptException("a receipt has at most " + MAX_LENGTH + " bytes");
    }
    try {
      Json value = Json.parse(json);
      Receipt receipt = read(new ReceiptMembers("the receipt", value));
      // Whatever else was there, or in another form, is lost in the receipt and so told apart here.
      if (!receipt.toJson().equals(value)) {
        throw new MalformedReceiptException("a member is unknown, or not in its one form");
      }
      return receipt;
    } catch (MalformedJsonException e) {
      throw new MalformedReceiptException("a receipt is JSON: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new MalformedReceiptException("a receipt's value is out of range: " + e.getMessage());
    }
  }

  private static Receipt read(ReceiptMembers root) throws MalformedReceiptException {
    if (!root.text("receipt").equals(ReceiptWriter.FORMAT)) {
      throw new MalformedReceiptException(
          "only receipts of form " + ReceiptWriter.FORMAT + " are known");
    }
    Optional<WorkProof> work =
        root.has("work") ? Optional.of(work(root.members("work"))) : Optional.empty();
    return new Receipt(
        claim(root.members("claim")),
        work,
        anchor(root.members("anchor")),
        transaction(root.members("transaction")),
        block(root.members("block")));
  }

  private static ClaimProof claim(ReceiptMembers claim) throws MalformedReceiptException {
    return new ClaimProof(
        Sha256.ofDigest(claim.hex("id")).hex(),
        cid(claim, "file"),
        claim.text("path"),
        steps(claim));
  }

  private static WorkProof work(ReceiptMembers work) throws MalformedReceiptException {
    return new WorkProof(Sha256.ofDigest(work.hex("sha256")), work.text("path"), steps(work));
  }

  private static AnchorPayload anchor(ReceiptMembers anchor) throws MalformedReceiptException {
    return new AnchorPayload(
        anchor.text("network"),
        anchor.number("version"),
        anchor.number("storage"),
        cid(anchor, "batch"));
  }

  private static TransactionProof transaction(ReceiptMembers transaction)
      throws MalformedReceiptException {
    List<byte[]> siblings = new ArrayList<>();
    for (Json sibling : transaction.items("merkle", MerklePath.MAX_LENGTH)) {
      siblings.add(ReceiptMembers.hex("merkle", sibling));
    }
    return new TransactionProof(
        Sha256.ofDigest(transaction.hex("id")).hex(),
        transaction.hex("hex"),
        new MerklePath(siblings, transaction.number("position")));
  }

  private static BlockProof block(ReceiptMembers block) throws MalformedReceiptException {
    BlockHeader header =
        BlockHeader.parse(block.hex("header"))
            .orElseThrow(() -> new MalformedReceiptException("a block header has 80 bytes"));
    return new BlockProof(
        block.number("height"),
        Sha256.ofDigest(block.hex("hash")).hex(),
        time(block.text("time")),
        header);
  }

  private static Instant time(String text) throws MalformedReceiptException {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new MalformedReceiptException("a block's time is written as 2009-01-03T18:15:05Z");
    }
  }

  private static HashPath steps(ReceiptMembers parent) throws MalformedReceiptException {
    List<HashStep> steps = new ArrayList<>();
    for (Json step : parent.items("steps", MAX_STEPS)) {
      ReceiptMembers members = new ReceiptMembers("a step", step);
      steps.add(new HashStep(members.hex("prefix"), members.hex("suffix")));
    }
    return new HashPath(steps);
  }

  private static Cid cid(ReceiptMembers parent, String key) throws MalformedReceiptException {
    return Cid.parse(parent.text(key))
        .orElseThrow(() -> new MalformedReceiptException("\"" + key + "\" is not a CID"));
  }
}
