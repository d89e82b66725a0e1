package et.po.cli.drill;

import et.po.protocol.bitcoin.BlockHeader;
import java.sql.SQLException;
import java.util.Optional;

/// What of a run's works is on its chain, and what is still to come there.
interface Ledger {
  /// What is not on the chain yet, in words; empty when there is nothing. Where it cannot be told
  /// just now, it says so.
  Optional<String> outstanding() throws InterruptedException;

  /// Puts some blocks on top of the chain, unless its daemon is away.
  ///
  /// @return whether they are there
  boolean mine(int blocks) throws InterruptedException;

  /// Whether the node has read all blocks.
  boolean isRead() throws InterruptedException;

  /// The header of the chain's block at this height; empty where there is none, or its daemon does
  /// not answer.
  Optional<BlockHeader> header(int height) throws InterruptedException;

  /// How many works are in two batches, or in two transactions of the chain.
  long doubled() throws SQLException;
}
