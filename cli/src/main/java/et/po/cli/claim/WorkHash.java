package et.po.cli.claim;

import et.po.cli.CommandException;
import et.po.cli.Trouble;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.FileImporter;
import et.po.protocol.ipfs.Sha256;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/// The two names that claims give a work. The file is read once and may be of any size.
///
/// @param cid as `hash` in claims that Frost makes
public record WorkHash(Sha256 sha256, Cid cid) {
  private static final int BUFFER = 1 << 20;

  /// Ends the command with a sentence if the file cannot be read.
  public static WorkHash of(Path file) {
    if (Files.isDirectory(file)) {
      throw CommandException.unable(file + " is a directory; a work is one file.");
    }
    try (InputStream content = Files.newInputStream(file)) {
      return of(content);
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }

  /// Of bytes that are there already.
  public static WorkHash of(byte[] work) {
    return new WorkHash(Sha256.of(work), FileImporter.cidOf(work));
  }

  private static WorkHash of(InputStream work) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    InputStream content = new BufferedInputStream(new DigestInputStream(work, digest), BUFFER);
    Cid cid = FileImporter.importFile(content, block -> {});
    return new WorkHash(Sha256.ofDigest(digest.digest()), cid);
  }

  /// Whether this is the work that a claim's `hash` names.
  public boolean isNamed(String hash) {
    return hash.equals(cid.toString()) || hash.equalsIgnoreCase(sha256.hex());
  }
}
