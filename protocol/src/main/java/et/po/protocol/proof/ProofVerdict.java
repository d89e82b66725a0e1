package et.po.protocol.proof;

/// What a check of a proof found: that it holds, or the part that is broken.
public enum ProofVerdict {
  HOLDS("The proof holds."),
  CLAIM_FILE("The claim file is not the one that the proof is about."),
  CLAIM_ID("The claim file has another id than the receipt says."),
  WORK("The work is not the one that the proof is about."),
  NO_WORK("The receipt says nothing of a work."),
  HEADER("The block header does not have the hash and time that the receipt says."),
  PROOF_OF_WORK("The block header's hash is above its target: no miner worked for it."),
  OTHER_BLOCK("The chain has another block at this height."),
  MERKLE_PATH("The merkle path does not lead from the transaction to the block's merkle root."),
  TRANSACTION("The transaction is not one, or not the one of this id."),
  NO_ANCHOR("The transaction carries no anchor."),
  OTHER_ANCHOR("The transaction carries another anchor than the receipt says."),
  BATCH_PATH("The path does not lead from the claim file to the batch."),
  WORK_PATH("The path does not lead from the work to the batch, beside the claim file."),
  OTHER_FILE("The timestamp is of another file."),
  NO_BITCOIN_ATTESTATION("The timestamp names no Bitcoin block (yet)."),
  UNKNOWN_BLOCK("No header was given for the block that the timestamp names."),
  TIMESTAMP_PATH("The timestamp's path does not lead to the merkle root of the block it names.");

  private final String sentence;

  ProofVerdict(String sentence) {
    this.sentence = sentence;
  }

  public boolean holds() {
    return this == HOLDS;
  }

  /// For people.
  public String sentence() {
    return sentence;
  }
}
