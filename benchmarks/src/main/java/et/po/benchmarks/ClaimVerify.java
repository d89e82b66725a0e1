package et.po.benchmarks;

import et.po.protocol.claim.ClaimInspector;
import et.po.protocol.claim.Verdict;
import et.po.protocol.json.Json;
import et.po.protocol.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;

/// Everything a node checks of a claim once it is parsed: form, canonical text, id, signature.
final class ClaimVerify implements Benchmark {
  private static final int CLAIMS = 2_000;
  private static final double TARGET = 5_000;

  @Override
  public String name() {
    return "claim-verify";
  }

  @Override
  public List<Figure> run() throws Exception {
    List<Json> claims = parsed(SampleClaims.of(CLAIMS).files());
    ClaimInspector inspector = new ClaimInspector();
    int cores = Runtime.getRuntime().availableProcessors();
    return List.of(
        Figure.of(
            name() + ", one core",
            Throughput.single(CLAIMS, i -> verify(inspector, claims.get(i))),
            "claims/s",
            Bound.atLeast(TARGET, "claims/s a core")),
        Figure.of(
            name() + ", " + cores + " cores",
            Throughput.allCores(CLAIMS, i -> verify(inspector, claims.get(i))),
            "claims/s",
            Bound.atLeast(TARGET * cores, "claims/s")));
  }

  private static void verify(ClaimInspector inspector, Json claim) {
    Verdict verdict = inspector.inspect(claim).verdict();
    if (verdict != Verdict.VALID) {
      throw new IllegalStateException("a sample claim is " + verdict);
    }
  }

  private static List<Json> parsed(List<byte[]> files) throws MalformedJsonException {
    List<Json> claims = new ArrayList<>();
    for (byte[] file : files) {
      claims.add(Json.parse(file));
    }
    return claims;
  }
}
