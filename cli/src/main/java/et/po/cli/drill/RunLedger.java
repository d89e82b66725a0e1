package et.po.cli.drill;

import et.po.cli.run.NodeDatabase;
import et.po.protocol.bitcoin.BlockHeader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/// A run's own database, and its own chain.
record RunLedger(NodeDatabase database, Chain chain) implements Ledger {
  @Override
  public Optional<String> outstanding() throws InterruptedException {
    try {
      long rows = database.outstanding();
      int waiting = chain.waiting();
      return rows + waiting == 0
          ? Optional.empty()
          : Optional.of(
              "%d claims, batches or anchors of the node, %d transactions of the daemon"
                  .formatted(rows, waiting));
    } catch (SQLException | IOException e) {
      return Optional.of("what PostgreSQL or the Bitcoin daemon, which do not answer, would tell");
    }
  }

  @Override
  public boolean mine(int blocks) throws InterruptedException {
    try {
      chain.mine(blocks);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public boolean isRead() throws InterruptedException {
    try {
      return database.tip() >= chain.height();
    } catch (SQLException | IOException e) {
      return false;
    }
  }

  @Override
  public Optional<BlockHeader> header(int height) throws InterruptedException {
    try {
      return chain.header(height);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public long doubled() throws SQLException {
    return database.doubled();
  }
}
