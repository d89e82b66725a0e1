package et.po.protocol.proof;

import et.po.protocol.anchor.AnchorPayload;
import et.po.protocol.json.JsonObject;
import java.util.Optional;

/// All that proves that a claim was in a Bitcoin block: from the claim file through its batch and
/// the transaction to the block's header.
///
/// Says what somebody asserts. Whether it holds, [ReceiptCheck] says.
public record Receipt(
    ClaimProof claim,
    Optional<WorkProof> work,
    AnchorPayload anchor,
    TransactionProof transaction,
    BlockProof block) {

  public JsonObject toJson() {
    return ReceiptWriter.write(this);
  }

  /// From JSON text in UTF-8.
  ///
  /// @throws MalformedReceiptException unless every member is there, once, in the form that
  ///   [#toJson] gives it, and no other
  public static Receipt parse(byte[] json) throws MalformedReceiptException {
    return ReceiptReader.read(json);
  }
}
