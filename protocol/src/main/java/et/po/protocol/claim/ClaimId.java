package et.po.protocol.claim;

import java.util.Optional;
import java.util.regex.Pattern;

/// A claim's identity: the SHA-256 of its canonical form, in lower-case hex.
public record ClaimId(String hex) {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  public ClaimId {
    if (!SHA_256.matcher(hex).matches()) {
      throw new IllegalArgumentException("not a claim id: " + hex);
    }
  }

  /// The id, or empty for a text that is none.
  public static Optional<ClaimId> parse(String text) {
    return SHA_256.matcher(text).matches() ? Optional.of(new ClaimId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return hex;
  }
}
