package et.po.node.messages;

import java.util.List;
import java.util.Optional;

/// What roles tell each other. Every message may arrive more than once, and messages of different
/// publishers in any order.
///
/// CIDs, claim ids and transaction ids travel as their usual text, so that a message can be read by
/// a person.
public sealed interface Message {

  /// Claims that the API has answered for. They are durable, and must end in exactly one batch.
  record ClaimsAccepted(List<AcceptedClaim> claims) implements Message {
    public ClaimsAccepted {
      claims = List.copyOf(claims);
    }
  }

  /// @param json the claim file: compact JSON, the very bytes that are stored on IPFS
  /// @param workSha256 lower-case hex of the SHA-256 of the work, when the claim names one we know
  record AcceptedClaim(String claimId, String json, Optional<String> workSha256) {}

  /// Claim files that are on IPFS and wait for a batch.
  record ClaimsStored(List<StoredClaim> claims) implements Message {
    public ClaimsStored {
      claims = List.copyOf(claims);
    }
  }

  /// @param size the claim file's size in bytes
  record StoredClaim(String claimId, String fileCid, long size, Optional<String> workSha256) {}

  /// A batch was written. A large batch is announced in several messages, each naming some of its
  /// claims.
  ///
  /// @param layout the batch layout, which is the anchor's version field: 0 or 1
  record BatchCreated(String batchCid, int layout, List<String> fileCids) implements Message {
    public BatchCreated {
      fileCids = List.copyOf(fileCids);
    }
  }

  /// A transaction for the batch was journalled and sent.
  record TransactionSent(String batchCid, String transactionId) implements Message {}

  /// A block became part of the best chain; also said of blocks without anchors. One with very many
  /// anchors is told in several messages, each with some of them.
  record BlockRead(BlockRef block, List<Anchor> anchors) implements Message {
    public BlockRead {
      anchors = List.copyOf(anchors);
    }
  }

  record BlockRef(int height, String hash, String previousHash) {}

  /// An anchor found in a block, with all that a proof needs of the chain.
  ///
  /// @param transactionHex the transaction without witness data, as it is hashed for its id
  /// @param merklePath sibling hashes from the transaction up to the root, hex in the order of
  ///   hashing (not reversed)
  /// @param position the transaction's index in the block
  /// @param headerHex the 80-byte block header
  record Anchor(
      String prefix,
      int version,
      int storageProtocol,
      String batchCid,
      String transactionId,
      String transactionHex,
      List<String> merklePath,
      int position,
      String headerHex) {
    public Anchor {
      merklePath = List.copyOf(merklePath);
    }
  }

  /// Blocks left the best chain: every block at this height and above, as last announced, is
  /// undone.
  record BlocksUndone(int fromHeight, String newParentHash) implements Message {}

  /// What a batch directory holds. A large batch is told in several messages.
  ///
  /// @param layout that it was read as; an older program did not say
  record BatchRead(String batchCid, Optional<Integer> layout, List<BatchItem> items)
      implements Message {
    public BatchRead {
      items = List.copyOf(items);
    }
  }

  /// @param path where the claim file stands in the batch directory, such as `3/0/f.json`
  record BatchItem(String fileCid, String path, Optional<String> workSha256) {}

  /// Claim files that came back from IPFS and were checked.
  record ClaimsRead(List<ReadClaim> claims) implements Message {
    public ClaimsRead {
      claims = List.copyOf(claims);
    }
  }

  /// @param verdict the name of the claim verdict, such as `VALID` or `CREATOR_IS_NOT_ISSUER`
  record ReadClaim(String claimId, String fileCid, String json, String verdict) {}

  /// Claim files that will never be shown, and why.
  record ClaimsRefused(List<RefusedClaim> claims) implements Message {
    public ClaimsRefused {
      claims = List.copyOf(claims);
    }
  }

  record RefusedClaim(String fileCid, String reason) {}
}
