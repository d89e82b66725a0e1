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

  /// It was found in a block, by reading the chain, and read back from there.
  ///
  /// @param path of the claim file in the batch
  /// @param workSha256 lower-case hex of the SHA-256 of the work that stands beside the claim file
  /// @param verdict of the claim as read back
  /// @param anchors of the batch, the earliest first; one at least
  /// @param confirmations of the earliest anchor: 1 for a block at the tip
  record Anchored(
      String fileCid,
      String batchCid,
      String path,
      Optional<String> workSha256,
      String verdict,
      List<BlockAnchor> anchors,
      int confirmations)
      implements Progress {
    public Anchored {
      anchors = List.copyOf(anchors);
    }

    /// The earliest anchor.
    public BlockAnchor anchor() {
      return anchors.getFirst();
    }

    @Override
    public String stage() {
      return "anchored";
    }
  }
}
