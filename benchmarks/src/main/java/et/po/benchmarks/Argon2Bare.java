package et.po.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// The password hash alone, at the cost that Frost pays, on all cores: what no signing up can be
/// faster than.
final class Argon2Bare {
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LENGTH = 32;

  private Argon2Bare() {}

  /// @return hashes per second
  static double perSecond(int hashes) throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    List<Callable<byte[]>> work = new ArrayList<>();
    for (int i = 0; i < hashes; i++) {
      work.add(Argon2Bare::hash);
    }
    long begun = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(cores)) {
      for (Future<byte[]> hash : threads.invokeAll(work)) {
        hash.get();
      }
    }
    return hashes / ((System.nanoTime() - begun) / 1e9);
  }

  private static byte[] hash() {
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(MEMORY_KIB)
            .withIterations(PASSES)
            .withParallelism(1)
            .withSalt("sixteen bytes of".getBytes(US_ASCII))
            .build());
    byte[] hash = new byte[LENGTH];
    argon2.generateBytes("Correct-Horse-7".getBytes(US_ASCII), hash);
    return hash;
  }
}
