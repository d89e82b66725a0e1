package et.po.benchmarks;

import et.po.protocol.anchor.AnchorPayload;
import et.po.protocol.batch.Batch;
import et.po.protocol.batch.BatchLayout;
import et.po.protocol.batch.BatchPath;
import et.po.protocol.bitcoin.BitcoinBlock;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.proof.BlockProof;
import et.po.protocol.proof.ClaimProof;
import et.po.protocol.proof.OtsFile;
import et.po.protocol.proof.Receipt;
import et.po.protocol.proof.TransactionProof;
import et.po.protocol.proof.WorkProof;
import java.util.ArrayList;
import java.util.List;

/// How long the proof of one claim of a hundred thousand is, in a block of three thousand
/// transactions.
final class OtsSize implements Benchmark {
  private static final int TRANSACTIONS = 3_000;
  private static final int PROOFS = 200;

  @Override
  public String name() {
    return "ots-size";
  }

  @Override
  public List<Figure> run() {
    Batch batch = LargeBatch.batch();
    AnchorPayload anchor = new AnchorPayload("POET", BatchLayout.TREE.version(), 0, batch.root());
    BitcoinBlock block = SampleBlock.with(anchor.script(), TRANSACTIONS);
    List<Double> claims = new ArrayList<>();
    List<Double> works = new ArrayList<>();
    int step = batch.paths().size() / PROOFS;
    for (int i = 0; i < batch.paths().size(); i += step) {
      Receipt receipt = receipt(batch.paths().get(i), anchor, block);
      claims.add((double) OtsFile.ofClaim(receipt).orElseThrow().length);
      works.add((double) OtsFile.ofWork(receipt).orElseThrow().length);
    }
    Bound bound = Bound.atMost(5_000, "bytes");
    return List.of(
        Figure.of(name() + ", claim", samples(claims), "bytes", bound),
        Figure.of(name() + ", work", samples(works), "bytes", bound));
  }

  private static Receipt receipt(BatchPath path, AnchorPayload anchor, BitcoinBlock block) {
    String id =
        Sha256.of(path.member().path().getBytes(java.nio.charset.StandardCharsets.UTF_8)).hex();
    return new Receipt(
        new ClaimProof(id, path.member().claimFile(), path.member().path(), path.claim()),
        path.work()
            .map(steps ->
                new WorkProof(Sha256.ofHex(id), path.member().workPath().orElseThrow(), steps)),
        anchor,
        TransactionProof.in(block, SampleBlock.POSITION),
        BlockProof.of(800_000, block.header()));
  }

  private static Samples samples(List<Double> values) {
    return Samples.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
