package et.po.node.storagereader;

import et.po.node.ipfs.BlockStore;
import et.po.protocol.claim.ClaimInspector;
import et.po.protocol.claim.Inspection;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.MalformedDagException;
import et.po.protocol.ipfs.MissingBlockException;
import et.po.protocol.ipfs.UnixFs;
import et.po.protocol.json.Json;
import et.po.protocol.json.MalformedJsonException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// What a claim file turned out to be.
sealed interface ClaimFile {
  Cid cid();

  /// A claim, judged.
  record Claim(Cid cid, String id, String json, String verdict) implements ClaimFile {}

  /// Never going to be one.
  ///
  /// @param because a sentence, which may quote the file
  record Refused(Cid cid, String because) implements ClaimFile {
    private static final int LONGEST = 500;

    /// What cannot be written down is left out: a NUL is not for a database, and a file may be
    /// long.
    public Refused {
      because = because.replaceAll("\\p{Cntrl}", "\uFFFD");
      because = because.length() > LONGEST ? because.substring(0, LONGEST) + "…" : because;
    }
  }

  /// Not to be had now.
  record Missing(Cid cid) implements ClaimFile {}

  /// @param fetched blocks that are at hand; others are asked for one by one
  static ClaimFile read(
      Cid cid, Map<Cid, Block> fetched, BlockStore blocks, long largest, ClaimInspector inspector) {
    try {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      UnixFs.read(
          cid,
          wanted -> Optional.ofNullable(fetched.get(wanted)).or(() -> blocks.fetch(wanted)),
          largest,
          content);
      return judge(cid, content.toByteArray(), inspector);
    } catch (MissingBlockException e) {
      return new Missing(cid);
    } catch (MalformedDagException e) {
      return new Refused(cid, "not a file: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
  }

  private static ClaimFile judge(Cid cid, byte[] content, ClaimInspector inspector) {
    try {
      Json json = Json.parse(content);
      Inspection inspection = inspector.inspect(json);
      Optional<SignedClaim> claim = SignedClaim.of(json);
      return inspection.verdict().understood() && claim.isPresent()
          ? new Claim(
              cid,
              claim.get().id().hex(),
              new String(content, StandardCharsets.UTF_8),
              inspection.verdict().name())
          : new Refused(cid, inspection.verdict() + ": " + inspection.because());
    } catch (MalformedJsonException e) {
      return new Refused(cid, "not JSON: " + e.getMessage());
    }
  }
}
