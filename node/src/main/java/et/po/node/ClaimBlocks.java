package et.po.node;

import et.po.node.ipfs.BlockSource;
import et.po.node.messaging.TryLaterException;
import et.po.node.works.ClaimFiles;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.FileImporter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Claim files made anew, where their blocks are lost and their claims are not.
record ClaimBlocks(ClaimFiles claims) implements BlockSource {
  @Override
  public Optional<Block> fetch(Cid cid) {
    try {
      return claims.findClaim(cid).stream()
          .flatMap(json -> made(json.getBytes(StandardCharsets.UTF_8)).stream())
          .filter(block -> block.cid().equals(cid))
          .findFirst();
    } catch (SQLException e) {
      throw new TryLaterException("claims cannot be read: " + e.getMessage(), e);
    }
  }

  /// As storage-writer makes it for either layout.
  private static List<Block> made(byte[] claim) {
    List<Block> blocks = new ArrayList<>(List.of(Block.raw(claim)));
    try {
      FileImporter.importFile(new ByteArrayInputStream(claim), blocks::add);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail", e);
    }
    return blocks;
  }
}
