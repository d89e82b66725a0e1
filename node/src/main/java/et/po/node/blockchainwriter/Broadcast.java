package et.po.node.blockchainwriter;

import et.po.node.bitcoin.BitcoinNode;
import et.po.node.bitcoin.BitcoinNode.Sending;
import et.po.node.blockchainwriter.AnchorJournal.Journalled;
import java.sql.SQLException;
import java.util.Optional;

/// Sends what is journalled.
final class Broadcast {
  private final BitcoinNode bitcoin;
  private final AnchorJournal journal;

  Broadcast(BitcoinNode bitcoin, AnchorJournal journal) {
    this.bitcoin = bitcoin;
    this.journal = journal;
  }

  /// Sends it, and before it those of ours that it builds on, where the node has lost them.
  Offer offer(Journalled journalled) throws SQLException {
    Sending sending = bitcoin.send(journalled.raw());
    if (!(sending instanceof Sending.CoinMissing)) {
      return new Offer(sending, true);
    }
    Optional<Journalled> parent = journal.unminedParent(journalled);
    if (parent.isEmpty()) {
      return new Offer(sending, true);
    }
    return switch (offer(parent.get()).sending()) {
      case Sending.Known _ -> new Offer(bitcoin.send(journalled.raw()), true);
      // While the parent may come back, so may the coin.
      case Sending.CoinMissing missing -> new Offer(new Sending.Refused(missing.because()), false);
      case Sending.Refused refused -> new Offer(refused, false);
    };
  }

  /// @param isOfItself whether that is what the node says of it, not of one that it builds on
  record Offer(Sending sending, boolean isOfItself) {}

  /// Another version that the node has, where it does not take this one: then that one counts.
  boolean takeBackKnown(Journalled journalled) throws SQLException {
    for (String version : journal.versions(journalled)) {
      if (bitcoin.knows(version)) {
        journal.takeBack(journalled, version);
        return true;
      }
    }
    return false;
  }
}
