package et.po.protocol.proof;

import java.util.List;

/// What is known of one message: who attests it, and which operations lead on from it.
///
/// @param message what was made of the file's digest so far
public record OtsTimestamp(
    byte[] message, List<OtsAttestation> attestations, List<Branch> branches) {
  /// An operation, and the timestamp of what it makes.
  public record Branch(OtsOperation operation, OtsTimestamp next) {}

  public OtsTimestamp {
    attestations = List.copyOf(attestations);
    branches = List.copyOf(branches);
  }
}
