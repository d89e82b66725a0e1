package et.po.cli.verify;

import et.po.protocol.anchor.AnchorPayload;
import et.po.protocol.batch.Batch;
import et.po.protocol.batch.BatchEntry;
import et.po.protocol.batch.BatchLayout;
import et.po.protocol.batch.BatchPath;
import et.po.protocol.bitcoin.BitcoinBlock;
import et.po.protocol.bitcoin.BlockHeader;
import et.po.protocol.claim.ClaimRefusedException;
import et.po.protocol.claim.ClaimSigner;
import et.po.protocol.claim.Ed25519Key;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.proof.BlockProof;
import et.po.protocol.proof.ClaimProof;
import et.po.protocol.proof.OtsFile;
import et.po.protocol.proof.Receipt;
import et.po.protocol.proof.TransactionProof;
import et.po.protocol.proof.WorkProof;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A signed claim of a work, with all that proves it: alone in a block of the easiest difficulty,
/// among others in its batch.
public record Proven(byte[] work, byte[] claim, Receipt receipt, BlockHeader header) {
  public static final int HEIGHT = 4321;
  private static final int OTHERS = 40;

  public static Proven of(String name) throws ClaimRefusedException {
    byte[] work = ("The text of " + name + ".\n").getBytes(StandardCharsets.UTF_8);
    SignedClaim claim = claim(name, work);
    byte[] file = claim.file();
    List<BatchEntry> entries =
        new ArrayList<>(IntStream.range(0, OTHERS).mapToObj(Proven::other).toList());
    Cid cid = Cid.raw(Sha256.of(file));
    entries.add(new BatchEntry(cid, file.length, Optional.of(Sha256.of(work))));
    Batch batch = BatchLayout.TREE.build(entries);
    AnchorPayload anchor = new AnchorPayload("POET", 1, 0, batch.root());
    BitcoinBlock block = block(transaction(anchor.script()));
    BatchPath path =
        batch.paths().stream()
            .filter(one -> one.member().claimFile().equals(cid))
            .findFirst()
            .orElseThrow();
    Receipt receipt =
        new Receipt(
            new ClaimProof(claim.id().hex(), cid, path.member().path(), path.claim()),
            path.work()
                .map(steps ->
                    new WorkProof(Sha256.of(work), path.member().workPath().orElseThrow(), steps)),
            anchor,
            TransactionProof.in(block, 0),
            BlockProof.of(HEIGHT, block.header()));
    return new Proven(work, file, receipt, block.header());
  }

  private static SignedClaim claim(String name, byte[] work) throws ClaimRefusedException {
    Instant now = Instant.parse("2026-01-02T03:04:05.678Z");
    JsonObject fields =
        new JsonObject(
            Map.of("name", new JsonString(name), "hash", new JsonString(Sha256.of(work).hex())));
    return new ClaimSigner(Clock.fixed(now, ZoneOffset.UTC), () -> "cnonce")
        .sign("Work", JsonObject.EMPTY, fields, Ed25519Key.ofPassphrase("proven"), now);
  }

  private static BatchEntry other(int number) {
    byte[] file = ("other " + number).getBytes(StandardCharsets.US_ASCII);
    return new BatchEntry(Cid.raw(Sha256.of(file)), file.length, Optional.empty());
  }

  /// One input, one output of value 0.
  private static byte[] transaction(byte[] script) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(HexFormat.of().parseHex("0200000001" + "11".repeat(32) + "00000000"));
    bytes.writeBytes(HexFormat.of().parseHex("00fdffffff01"));
    bytes.writeBytes(new byte[8]);
    bytes.write(script.length);
    bytes.writeBytes(script);
    bytes.writeBytes(new byte[4]);
    return bytes.toByteArray();
  }

  private static BitcoinBlock block(byte[] transaction) {
    byte[] header =
        ByteBuffer.allocate(BlockHeader.LENGTH)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0x20000000)
            .put(new byte[32])
            .put(Sha256.of(Sha256.of(transaction).bytes()).bytes())
            .putInt(1_700_000_000)
            .putInt(0x207fffff)
            .array();
    for (int nonce = 0; !BlockHeader.parse(header).orElseThrow().meetsTarget(); nonce++) {
      ByteBuffer.wrap(header).putInt(76, nonce);
    }
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(header);
    block.write(1);
    block.writeBytes(transaction);
    return BitcoinBlock.parse(block.toByteArray()).orElseThrow();
  }

  public byte[] receiptFile() {
    return receipt.toJson().text().getBytes(StandardCharsets.UTF_8);
  }

  byte[] claimTimestamp() {
    return OtsFile.ofClaim(receipt).orElseThrow();
  }

  byte[] workTimestamp() {
    return OtsFile.ofWork(receipt).orElseThrow();
  }
}
