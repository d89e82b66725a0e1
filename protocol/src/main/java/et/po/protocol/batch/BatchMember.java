package et.po.protocol.batch;

import et.po.protocol.ipfs.Cid;
import java.util.Optional;

/// A claim file found in a batch.
///
/// @param path from the batch's root, e.g. `3/0/f.json`; in layout 0 the link's name
/// @param workFile the 32-byte file beside it that holds the SHA-256 of the work
public record BatchMember(String path, Cid claimFile, Optional<Cid> workFile) {
  private static final String CLAIM = ".json";
  private static final String WORK = ".sha256";

  /// The path of the work file, e.g. `3/0/f.sha256`.
  public Optional<String> workPath() {
    return workFile
        .filter(_ -> path.endsWith(CLAIM))
        .map(_ -> path.substring(0, path.length() - CLAIM.length()) + WORK);
  }
}
