package et.po.node.batchwriter;

import et.po.node.messages.Message.StoredClaim;
import et.po.protocol.batch.BatchEntry;
import et.po.protocol.batch.BatchLayout;
import et.po.protocol.ipfs.Cid;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Claims waiting for a batch, and the batch in hand.
///
/// What a method has returned from survives a crash. Every method may be called again with the same
/// arguments: messages arrive at least once.
interface BatchQueue {
  /// Stored claims join the queue; those that ever did so before do not join again.
  void add(List<StoredClaim> claims) throws SQLException;

  /// The batch in hand, else a new one of the claims that waited longest, if enough wait or one has
  /// waited long enough.
  ///
  /// The batch in hand never changes, but by [#leaveOut], so that a crash repeats it and mixes its
  /// claims into no other. Its layout is the one asked for, unless the oldest claims were stored
  /// for [the other one][BatchLayout#FLAT]: then it is that, and theirs alone.
  ///
  /// @param size how many claims make a batch; it holds no more, and no more than its layout takes
  Optional<BatchInHand> current(Duration longestWait, int size, BatchLayout layout)
      throws SQLException;

  /// Files of these claims cannot be had: the claims leave the batch in hand, which changes for
  /// this alone, and wait apart. Nothing happens when it is closed.
  void leaveOut(BatchInHand batch, List<Cid> files) throws SQLException;

  /// Files of some of the claims that wait apart, others each time.
  List<Cid> leftOut(int most) throws SQLException;

  long countLeftOut() throws SQLException;

  /// These can be had again: their claims join the queue where they were.
  void rejoin(List<Cid> files) throws SQLException;

  /// The batch in hand was written: it is announced and closed, both or neither; neither when a
  /// claim was left out of it meanwhile.
  void close(BatchInHand batch, Cid root) throws SQLException;

  /// Claims that will be written together.
  record BatchInHand(long number, BatchLayout layout, List<BatchEntry> claims) {
    public BatchInHand {
      claims = List.copyOf(claims);
    }
  }
}
