package et.po.frost;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.function.Supplier;

/// Texts that no two proofs share: 25 characters that start with `c`, as the first Po.et wrote
/// them.
final class Nonces implements Supplier<String> {
  private static final int DIGITS = 24;
  private static final int RADIX = 36;
  private static final int BITS = 124;

  private final SecureRandom random;

  Nonces(SecureRandom random) {
    this.random = random;
  }

  @Override
  public String get() {
    String digits = new BigInteger(BITS, random).toString(RADIX);
    return "c" + "0".repeat(DIGITS - digits.length()) + digits;
  }
}
