package et.po.node.health;

import et.po.node.Role;
import et.po.node.bitcoin.BitcoinNode;
import et.po.node.bitcoin.BitcoinNode.Report;
import et.po.node.database.Database;
import et.po.node.ipfs.BlockStore;
import et.po.node.messaging.TryLaterException;
import et.po.node.status.ServiceRecords;
import et.po.node.tasks.RepeatedTask;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.Sha256;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Role: looks at the services that the node stands on, and writes down what it saw.
public final class Health implements Role {
  private static final Cid ANY = Cid.raw(Sha256.of(new byte[0]));

  private final HealthSettings settings;
  private final ServiceRecords records;
  private final BlockStore blocks;
  private final BitcoinNode bitcoin;
  private final RepeatedTask task;

  public Health(
      HealthSettings settings, Database database, BlockStore blocks, BitcoinNode bitcoin) {
    this.settings = settings;
    this.records = new ServiceRecords(database);
    this.blocks = blocks;
    this.bitcoin = bitcoin;
    this.task = new RepeatedTask(name(), settings.interval(), this::step);
  }

  @Override
  public String name() {
    return "health";
  }

  @Override
  public void start() {
    task.start();
  }

  @Override
  public void stop() {
    task.stop();
  }

  @Override
  public Optional<String> problem() {
    return task.problem();
  }

  /// A service that is away is recorded as such and does not hide the others.
  boolean step() throws SQLException {
    records.put("ipfsInfo", "{\"ipfsIsConnected\":" + storesBlocks() + "}");
    try {
      Report report = bitcoin.report(settings.lowBalance());
      for (Map.Entry<String, String> part : report.parts().entrySet()) {
        records.put(part.getKey(), part.getValue());
      }
      return false;
    } catch (TryLaterException e) {
      records.put("blockchainInfo", "{\"error\":\"Error retrieving blockchainInfo...\"}");
      throw e;
    }
  }

  /// Whether the store answers at all; that it has this block is not asked.
  private boolean storesBlocks() {
    try {
      blocks.fetchAll(List.of(ANY));
      return true;
    } catch (TryLaterException e) {
      return false;
    }
  }
}
