package et.po.frost.passwords;

/// What computing a hash costs.
///
/// @param memory in KiB
/// @param passes over the memory
public record Argon2Cost(int memory, int passes) {
  /// What OWASP advises for Argon2id; a hash takes some 20 ms.
  public static final Argon2Cost STANDARD = new Argon2Cost(19_456, 2);

  private static final int MAXIMUM_MEMORY = 1 << 20;
  private static final int MAXIMUM_PASSES = 100;

  public Argon2Cost {
    if (memory < 8 || memory > MAXIMUM_MEMORY || passes < 1 || passes > MAXIMUM_PASSES) {
      throw new IllegalArgumentException(
          "not a cost that Argon2 takes here: " + memory + ", " + passes);
    }
  }
}
