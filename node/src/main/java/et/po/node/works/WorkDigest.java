package et.po.node.works;

import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.json.JsonObject;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// The SHA-256 of the work that a claim is about, where the claim's `hash` says it.
public final class WorkDigest {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
  private static final int LONGEST = 100;

  private WorkDigest() {}

  /// What the claim calls the work's hash, usually a CID; of a sensible length.
  ///
  /// @param claim the payload, without its envelope
  public static Optional<String> hash(JsonObject claim) {
    return claim.findString("hash").filter(hash -> hash.length() <= LONGEST);
  }

  /// Lower-case hex, where the hash is a SHA-256 itself, or the CID of a single raw block, which
  /// holds one. Other CIDs are digests of something else.
  public static Optional<String> of(String hash) {
    if (SHA_256.matcher(hash).matches()) {
      return Optional.of(Sha256.ofDigest(HexFormat.of().parseHex(hash)).hex());
    }
    return Cid.parse(hash)
        .filter(cid -> cid.codec() == Cid.Codec.RAW)
        .map(cid -> cid.digest().hex());
  }
}
