package et.po.node.batchwriter;

import et.po.node.ipfs.BlockStore;
import et.po.node.tasks.RepeatedTask;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.MalformedDagException;
import et.po.protocol.ipfs.MissingBlockException;
import et.po.protocol.ipfs.UnixFs;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Claims whose files cannot be had: they are in no batch, and said, until they can.
final class LeftOut {
  private static final Logger LOG = Logger.getLogger(LeftOut.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final int AT_ONCE = 100;

  private final BatchQueue queue;
  private final BlockStore blocks;
  private final RepeatedTask task = new RepeatedTask("batch-writer left out", PAUSE, this::look);
  private volatile long count;

  LeftOut(BatchQueue queue, BlockStore blocks) {
    this.queue = queue;
    this.blocks = blocks;
  }

  void start() {
    task.start();
  }

  void stop() {
    task.stop();
  }

  /// How many there were when they were last counted.
  long count() {
    return count;
  }

  /// What is not as it should be, though batches are written.
  Optional<String> remark() {
    return count == 0
        ? Optional.empty()
        : Optional.of("%d claims are in no batch, for their files cannot be had".formatted(count));
  }

  /// Those of these files that cannot be had.
  List<Cid> lost(Collection<Cid> files) {
    return files.stream().filter(file -> !isWhole(file)).toList();
  }

  private boolean isWhole(Cid file) {
    if (file.codec() == Cid.Codec.RAW) {
      return blocks.fetch(file).isPresent();
    }
    try {
      UnixFs.read(file, blocks::fetch, Long.MAX_VALUE, OutputStream.nullOutputStream());
      return true;
    } catch (MissingBlockException | MalformedDagException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written", e);
    }
  }

  /// Some that can be had join again; true when there may be more.
  boolean look() throws SQLException {
    List<Cid> some = queue.leftOut(AT_ONCE);
    List<Cid> lost = lost(some);
    List<Cid> whole = some.stream().filter(file -> !lost.contains(file)).toList();
    if (!whole.isEmpty()) {
      queue.rejoin(whole);
      LOG.infof("%d claims whose files can be had again wait for a batch", whole.size());
    }
    recount();
    return !whole.isEmpty();
  }

  void recount() throws SQLException {
    count = queue.countLeftOut();
  }
}
