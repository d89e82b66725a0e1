package et.po.node.api;

import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.node.ipfs.BlockStore;
import et.po.node.ipfs.Pins;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.FileImporter;
import et.po.protocol.ipfs.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Files that clients upload: cut into blocks, stored, and their SHA-256 remembered, so that a
/// claim which names one gets a proof for the work itself.
public final class StoredFiles {
  private static final int BYTES_AT_ONCE = 4 * 1024 * 1024;

  private final Database database;
  private final BlockStore blocks;
  private final Pins pins;

  public StoredFiles(Database database, BlockStore blocks, Pins pins) {
    this.database = database;
    this.blocks = blocks;
    this.pins = pins;
  }

  /// Stores the file, durably when this returns; the same file again changes nothing.
  Cid store(InputStream file) throws IOException, SQLException {
    MessageDigest digest = Sha256.newDigest();
    Import target = new Import();
    Cid cid = FileImporter.importFile(new DigestInputStream(file, digest), target::add);
    target.flush();
    pins.add(cid, target.bytes);
    database.run(transaction ->
        Sql.update(
            transaction,
            "insert into api.file (cid, sha256, size) values (?, ?, ?) on conflict do nothing",
            cid.toString(),
            digest.digest(),
            target.bytes));
    return cid;
  }

  /// Blocks on their way into the store, some at a time.
  private final class Import {
    private final List<Block> some = new ArrayList<>();
    private long waiting;
    private long bytes;

    void add(Block block) {
      some.add(block);
      waiting += block.data().length;
      bytes += block.data().length;
      if (waiting >= BYTES_AT_ONCE) {
        flush();
      }
    }

    void flush() {
      blocks.store(some);
      some.clear();
      waiting = 0;
    }
  }
}
