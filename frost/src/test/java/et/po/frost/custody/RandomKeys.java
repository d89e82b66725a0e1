package et.po.frost.custody;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Master keys drawn for one test.
public final class RandomKeys {
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomKeys() {}

  /// 64 hex digits.
  public static String text() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  static MasterKey key() {
    return MasterKey.parse(text()).orElseThrow();
  }
}
