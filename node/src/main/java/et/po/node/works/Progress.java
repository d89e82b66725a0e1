package et.po.node.works;

import java.util.List;
import java.util.Optional;

/// How far a claim has come on its way into Bitcoin.
public sealed interface Progress {
  /// The stage in one word, as it is shown to people and programs.
  String stage();

  /// We answered for it.
  record Accepted() implements Progress {
    @Override
    public String stage() {
      return "accepted";
    }
  }

  /// Its file is on IPFS.
  record Stored(String fileCid) implements Progress {
    @Override
    public String stage() {
      return "stored";
    }
  }

  /// Its file is in a batch.
  record Batched(String fileCid, String batchCid) implements Progress {
    @Override
    public String stage() {
      return "batched";
    }
  }

  /// A transaction for the batch was sent, or mined and the batch not read back yet.
  record Sent(String fileCid, String batchCid, String transactionId) implements Progress {
    @Override
    public String stage() {
      return "sent";
    }
  }

  /// It was found in blocks, by reading the chain, and read back from there.
  ///
  /// @param verdict of the claim as read back
  /// @param workSha256 lower-case hex of the SHA-256 of the work, where the claim or whoever posted
  ///   it here said it; a batch need not have it
  /// @param placements of the claim file; one at least, those that give most proofs first, and the
  ///   earliest of these
  /// @param confirmations of the first: 1 for a block at the tip
  record Anchored(
      String fileCid,
      String verdict,
      Optional<String> workSha256,
      List<Placement> placements,
      int confirmations)
      implements Progress {
    public Anchored {
      placements = List.copyOf(placements);
    }

    /// What is shown of it: the first placement.
    public Placement placement() {
      return placements.getFirst();
    }

    @Override
    public String stage() {
      return "anchored";
    }
  }
}
