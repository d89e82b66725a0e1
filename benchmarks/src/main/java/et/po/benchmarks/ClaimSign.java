package et.po.benchmarks;

import et.po.protocol.claim.ClaimSigner;
import java.util.List;

/// Everything Frost does to make a claim of a post: id, signature, and the check of both.
final class ClaimSign implements Benchmark {
  private static final int CLAIMS = 2_000;
  private static final double TARGET = 5_000;

  @Override
  public String name() {
    return "claim-sign";
  }

  @Override
  public List<Figure> run() throws Exception {
    SampleClaims claims = SampleClaims.of(CLAIMS);
    ClaimSigner signer = SampleClaims.signer();
    int cores = Runtime.getRuntime().availableProcessors();
    return List.of(
        Figure.of(
            name() + ", one core",
            Throughput.single(CLAIMS, i -> claims.unsigned().get(i).sign(signer)),
            "claims/s",
            Bound.atLeast(TARGET, "claims/s a core")),
        Figure.of(
            name() + ", " + cores + " cores",
            Throughput.allCores(CLAIMS, i -> claims.unsigned().get(i).sign(signer)),
            "claims/s",
            Bound.atLeast(TARGET * cores, "claims/s")));
  }
}
