package et.po.protocol.proof;

import et.po.protocol.anchor.AnchorPayload;
import et.po.protocol.batch.Batch;
import et.po.protocol.batch.BatchEntry;
import et.po.protocol.batch.BatchLayout;
import et.po.protocol.batch.BatchPath;
import et.po.protocol.bitcoin.BitcoinBlock;
import et.po.protocol.bitcoin.TestBlocks;
import et.po.protocol.bitcoin.TestTransactions;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.FileImporter;
import et.po.protocol.ipfs.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Claims in a batch, its anchor in a transaction, that in a block of the easiest difficulty. The
/// same arguments make the same bytes.
public final class AnchoredBatch {
  public static final int HEIGHT = 123_456;
  private static final int POSITION = 3;

  private final BatchLayout layout;
  private final Map<Cid, Integer> numbers = new HashMap<>();
  private final Batch batch;
  private final BitcoinBlock block;
  private final byte[] blockBytes;

  private AnchoredBatch(BatchLayout layout, int claims) {
    this.layout = layout;
    this.batch = layout.build(IntStream.range(0, claims).mapToObj(this::entry).toList());
    byte[] script = anchor().script();
    List<byte[]> transactions = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      byte[] data = i == POSITION ? script : HexFormat.of().parseHex("6a010" + i);
      byte[] plain = TestTransactions.withOutputs(HexFormat.of().parseHex("51"), data);
      transactions.add(i % 2 == 0 ? plain : TestTransactions.withWitness(plain));
    }
    this.blockBytes = TestBlocks.mined(transactions);
    this.block = BitcoinBlock.parse(blockBytes).orElseThrow();
  }

  public static AnchoredBatch of(int claims) {
    return new AnchoredBatch(BatchLayout.TREE, claims);
  }

  static AnchoredBatch flat(int claims) {
    return new AnchoredBatch(BatchLayout.FLAT, claims);
  }

  private BatchEntry entry(int number) {
    byte[] file = claimFile(number);
    Cid cid = layout == BatchLayout.TREE ? Cid.raw(Sha256.of(file)) : FileImporter.cidOf(file);
    numbers.put(cid, number);
    return new BatchEntry(cid, file.length, Optional.of(Sha256.of(work(number))));
  }

  public AnchorPayload anchor() {
    return new AnchorPayload("POET", layout.version(), 0, batch.root());
  }

  List<Block> directories() {
    return batch.directories();
  }

  public BitcoinBlock block() {
    return block;
  }

  public byte[] blockBytes() {
    return blockBytes.clone();
  }

  public byte[] work(int number) {
    return ("The work numbered " + number + ".\n").getBytes(StandardCharsets.US_ASCII);
  }

  public byte[] claimFile(int number) {
    String claim = "{\"id\":\"%s\",\"claim\":{\"name\":\"Work %d\"}}".formatted(id(number), number);
    return claim.getBytes(StandardCharsets.US_ASCII);
  }

  private static String id(int number) {
    return Sha256.of(("claim " + number).getBytes(StandardCharsets.US_ASCII)).hex();
  }

  public List<BatchPath> paths() {
    return batch.paths();
  }

  /// Which claim it is whose path this is.
  public int number(BatchPath path) {
    return numbers.getOrDefault(path.member().claimFile(), -1);
  }

  public Receipt receipt(BatchPath path) {
    int number = number(path);
    return new Receipt(
        new ClaimProof(id(number), path.member().claimFile(), path.member().path(), path.claim()),
        path.work()
            .map(steps ->
                new WorkProof(
                    Sha256.of(work(number)), path.member().workPath().orElseThrow(), steps)),
        anchor(),
        TransactionProof.in(block, POSITION),
        BlockProof.of(HEIGHT, block.header()));
  }

  /// All that can be held against a receipt.
  public Evidence evidence(BatchPath path) {
    Evidence evidence =
        Evidence.NONE.withClaimFile(claimFile(number(path))).withHeader(block.header());
    return path.work().isPresent() ? evidence.withWork(Sha256.of(work(number(path)))) : evidence;
  }
}
