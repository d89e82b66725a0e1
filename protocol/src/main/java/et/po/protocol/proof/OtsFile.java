package et.po.protocol.proof;

import et.po.protocol.bitcoin.BlockHeader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/// An OpenTimestamps proof file (`.ots`): a file's digest, and the way from it to Bitcoin blocks.
///
/// ```
/// 31   magic        004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e89294
///  1   version      01
///  1   hash         the operation that makes the digest of the file, e.g. 08
/// 20+  digest
///      timestamp    items: each but the last after ff, an attestation (00) or an operation with
///                   the timestamp of its result
/// ```
///
/// @param hash what the file was hashed with
/// @param timestamp of the file's digest
public record OtsFile(OtsOperation.Hash hash, OtsTimestamp timestamp) {
  /// A Bitcoin block that the file leads to, and the merkle root it must have.
  public record Attested(long height, byte[] merkleRoot) {}

  /// Empty for anything else, and for what is beyond the stock implementation's limits: messages of
  /// 4,096 bytes, attestations of 8,192, 255 operations in a row.
  public static Optional<OtsFile> parse(byte[] bytes) {
    return OtsParser.parse(bytes);
  }

  /// The claim file's, as `.ots` bytes.
  ///
  /// Empty where the claim file is not one raw block, or something on its way is over the limits:
  /// batches of layout 0 have receipts only.
  public static Optional<byte[]> ofClaim(Receipt receipt) {
    return OtsWriter.claim(receipt);
  }

  /// The work's own, as `.ots` bytes; empty where the receipt has no work.
  public static Optional<byte[]> ofWork(Receipt receipt) {
    return OtsWriter.work(receipt);
  }

  /// The digest of the file that it is about.
  public byte[] digest() {
    return timestamp.message().clone();
  }

  /// The Bitcoin blocks it leads to, in the order of the file.
  public List<Attested> attested() {
    List<Attested> attested = new ArrayList<>();
    Deque<OtsTimestamp> open = new ArrayDeque<>(List.of(timestamp));
    while (!open.isEmpty()) {
      OtsTimestamp at = open.pop();
      for (OtsAttestation attestation : at.attestations()) {
        if (attestation instanceof OtsAttestation.Bitcoin(long height)) {
          attested.add(new Attested(height, at.message()));
        }
      }
      at.branches().reversed().forEach(branch -> open.push(branch.next()));
    }
    return attested;
  }

  /// Whether it proves that a file with this digest was in a Bitcoin block.
  ///
  /// Of several blocks, one that fits is enough.
  ///
  /// @param digest of the file, made with [#hash]
  /// @param headers of a chain that is trusted, by height
  public ProofVerdict verify(byte[] digest, LongFunction<Optional<BlockHeader>> headers) {
    if (!Arrays.equals(digest, timestamp.message())) {
      return ProofVerdict.OTHER_FILE;
    }
    List<ProofVerdict> verdicts =
        attested().stream().map(attested -> verify(attested, headers)).toList();
    return verdicts.stream()
        .min(Comparator.comparing(verdict -> !verdict.holds()))
        .orElse(ProofVerdict.NO_BITCOIN_ATTESTATION);
  }

  private static ProofVerdict verify(
      Attested attested, LongFunction<Optional<BlockHeader>> headers) {
    Optional<BlockHeader> header = headers.apply(attested.height());
    if (header.isEmpty()) {
      return ProofVerdict.UNKNOWN_BLOCK;
    }
    return Arrays.equals(header.get().merkleRoot(), attested.merkleRoot())
        ? ProofVerdict.HOLDS
        : ProofVerdict.TIMESTAMP_PATH;
  }
}
