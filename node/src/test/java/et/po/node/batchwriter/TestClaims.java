package et.po.node.batchwriter;

import et.po.node.messages.Message.StoredClaim;
import et.po.protocol.batch.BatchLayout;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.FileImporter;
import et.po.protocol.ipfs.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Stored claims by number; their content is of no concern to a batch.
final class TestClaims {
  private TestClaims() {}

  static StoredClaim stored(BatchLayout layout, int number) {
    byte[] file = ("claim " + number).getBytes(StandardCharsets.UTF_8);
    Sha256 digest = Sha256.of(file);
    Cid cid =
        switch (layout) {
          case TREE -> Cid.raw(digest);
          case FLAT -> FileImporter.cidOf(file);
        };
    Optional<String> work = number % 2 == 0 ? Optional.of(digest.hex()) : Optional.empty();
    return new StoredClaim(digest.hex(), cid.toString(), file.length, work);
  }
}
