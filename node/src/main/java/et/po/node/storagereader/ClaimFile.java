package et.po.node.storagereader;

import et.po.node.database.Sql;
import et.po.node.ipfs.NotAskedException;
import et.po.node.messaging.TryLaterException;
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
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// What a claim file turned out to be.
sealed interface ClaimFile {
  Logger LOG = Logger.getLogger(ClaimFile.class);

  int LONGEST_REASON = 1000;

  Cid cid();

  /// A claim, judged.
  record Claim(Cid cid, String id, String json, String verdict) implements ClaimFile {}

  /// Never going to be one.
  ///
  /// @param because may name parts of the file; it is made fit to be stored
  record Refused(Cid cid, String because) implements ClaimFile {
    public Refused {
      because = Sql.storable(because, LONGEST_REASON);
    }
  }

  /// Whether it is known for good what it is.
  default boolean isConcluded() {
    return this instanceof Claim || this instanceof Refused;
  }

  /// Nobody has it now.
  record Missing(Cid cid) implements ClaimFile {}

  /// Not had, and not everybody was asked.
  ///
  /// @param left how long whoever was not asked rests yet
  record Unasked(Cid cid, Duration left) implements ClaimFile {}

  /// A store that may have it is away.
  record Away(Cid cid, TryLaterException because) implements ClaimFile {}

  /// Reads and judges a file.
  ///
  /// @param blocks where its blocks are
  static ClaimFile read(
      Cid cid, Function<Cid, Optional<Block>> blocks, long largest, ClaimInspector inspector) {
    try {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      UnixFs.read(cid, blocks, largest, content);
      return judge(cid, content.toByteArray(), inspector);
    } catch (MissingBlockException e) {
      return new Missing(cid);
    } catch (NotAskedException e) {
      return new Unasked(cid, e.left());
    } catch (TryLaterException e) {
      return new Away(cid, e);
    } catch (MalformedDagException e) {
      return new Refused(cid, "not a file: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
  }

  /// Never fails: a file that breaks the inspector must not keep those beside it from being read.
  private static ClaimFile judge(Cid cid, byte[] content, ClaimInspector inspector) {
    try {
      return inspect(cid, content, inspector);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.errorf(e, "The claim file %s could not be judged", cid);
      return new Refused(cid, "could not be judged: " + e);
    }
  }

  private static ClaimFile inspect(Cid cid, byte[] content, ClaimInspector inspector) {
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
