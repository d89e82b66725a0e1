package et.po.protocol.proof;

import et.po.protocol.batch.HashPath;
import et.po.protocol.batch.HashStep;
import et.po.protocol.bitcoin.BitcoinTransaction;
import et.po.protocol.bitcoin.MerklePath;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.Sha256;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/// Writes a receipt's path as an `.ots` file: a single row of operations, then the attestation.
final class OtsWriter {
  /// Where in an anchor's payload the batch's digest begins.
  private static final int DIGEST_IN_PAYLOAD = 9;

  private static final int DIGEST_LENGTH = 32;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private OtsWriter(Sha256 digest) {
    bytes.writeBytes(OtsParser.MAGIC);
    bytes.write(OtsOperation.Hash.SHA_256.tag());
    bytes.writeBytes(digest.bytes());
  }

  static Optional<byte[]> claim(Receipt receipt) {
    Cid file = receipt.claim().file();
    return file.codec() == Cid.Codec.RAW
        ? new OtsWriter(file.digest()).write(receipt, receipt.claim().steps())
        : Optional.empty();
  }

  static Optional<byte[]> work(Receipt receipt) {
    return receipt
        .work()
        .flatMap(work -> new OtsWriter(work.sha256()).write(receipt, work.steps()));
  }

  /// Reading it back tells whether it kept to the limits.
  private Optional<byte[]> write(Receipt receipt, HashPath path) {
    for (HashStep step : path.steps()) {
      around(step.prefix(), step.suffix());
      sha256();
    }
    if (!transaction(receipt.transaction().bytes())) {
      return Optional.empty();
    }
    merkle(receipt.transaction().merkle());
    bitcoin(receipt.block().height());
    byte[] file = bytes.toByteArray();
    return OtsFile.parse(file).map(_ -> file);
  }

  private boolean transaction(byte[] transaction) {
    int offset =
        BitcoinTransaction.parse(transaction)
                .map(parsed -> parsed.firstDataOffset().orElse(-1))
                .orElse(-1)
            + DIGEST_IN_PAYLOAD;
    if (offset < DIGEST_IN_PAYLOAD || offset + DIGEST_LENGTH > transaction.length) {
      return false;
    }
    around(
        Arrays.copyOf(transaction, offset),
        Arrays.copyOfRange(transaction, offset + DIGEST_LENGTH, transaction.length));
    sha256();
    sha256();
    return true;
  }

  private void merkle(MerklePath path) {
    for (int i = 0; i < path.siblings().size(); i++) {
      operation(path.isRight(i) ? OtsParser.PREPEND : OtsParser.APPEND, path.siblings().get(i));
      sha256();
      sha256();
    }
  }

  private void bitcoin(long height) {
    bytes.write(OtsParser.ATTESTATION);
    bytes.writeBytes(OtsParser.BITCOIN);
    byte[] payload = varint(height);
    bytes.write(payload.length);
    bytes.writeBytes(payload);
  }

  private void around(byte[] prefix, byte[] suffix) {
    operation(OtsParser.PREPEND, prefix);
    operation(OtsParser.APPEND, suffix);
  }

  /// The format has no operation that adds nothing.
  private void operation(int tag, byte[] argument) {
    if (argument.length > 0) {
      bytes.write(tag);
      bytes.writeBytes(varint(argument.length));
      bytes.writeBytes(argument);
    }
  }

  private void sha256() {
    bytes.write(OtsOperation.Hash.SHA_256.tag());
  }

  private static byte[] varint(long value) {
    ByteArrayOutputStream varint = new ByteArrayOutputStream(9);
    long rest = value;
    while (rest > 0x7F) {
      varint.write((int) (rest & 0x7F | 0x80));
      rest >>= 7;
    }
    varint.write((int) rest);
    return varint.toByteArray();
  }
}
