package et.po.cli.drill;

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

  /// How many works are in two batches, or in two transactions of the chain.
  long doubled() throws SQLException;
}
