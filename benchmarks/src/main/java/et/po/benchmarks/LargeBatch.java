package et.po.benchmarks;

import et.po.protocol.batch.Batch;
import et.po.protocol.batch.BatchEntry;
import et.po.protocol.batch.BatchLayout;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A hundred thousand claims laid out as one batch.
final class LargeBatch {
  static final int CLAIMS = 100_000;
  private static final int FILE_SIZE = 1_800;

  private LargeBatch() {}

  static List<BatchEntry> entries() {
    List<BatchEntry> entries = new ArrayList<>(CLAIMS);
    for (int i = 0; i < CLAIMS; i++) {
      Cid file = Cid.raw(digest("claim " + i));
      entries.add(new BatchEntry(file, FILE_SIZE, Optional.of(digest("work " + i))));
    }
    return entries;
  }

  static Batch batch() {
    return BatchLayout.TREE.build(entries());
  }

  private static Sha256 digest(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.US_ASCII));
  }
}
