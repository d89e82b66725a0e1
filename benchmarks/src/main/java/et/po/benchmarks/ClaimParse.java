package et.po.benchmarks;

import et.po.protocol.json.Json;
import et.po.protocol.json.MalformedJsonException;
import java.util.List;

/// From a claim file's bytes to JSON, before anything is checked.
final class ClaimParse implements Benchmark {
  private static final int CLAIMS = 2_000;
  private static final double TARGET = 50_000;

  @Override
  public String name() {
    return "claim-parse";
  }

  @Override
  public List<Figure> run() {
    List<byte[]> files = SampleClaims.of(CLAIMS).files();
    return List.of(
        Figure.of(
            name() + ", one core",
            Throughput.single(CLAIMS, i -> parse(files.get(i))),
            "claims/s",
            Bound.atLeast(TARGET, "claims/s, a tenth of verifying")));
  }

  private static void parse(byte[] file) {
    try {
      Json.parse(file);
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("a sample claim is no JSON", e);
    }
  }
}
