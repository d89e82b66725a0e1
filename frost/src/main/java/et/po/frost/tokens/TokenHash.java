package et.po.frost.tokens;

import java.util.HexFormat;

/// What our records know a token by: the SHA-256 of its random part, in hex.
public record TokenHash(String hex) {
  TokenHash(byte[] bytes) {
    this(HexFormat.of().formatHex(bytes));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}
