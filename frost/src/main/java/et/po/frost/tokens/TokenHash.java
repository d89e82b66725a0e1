package et.po.frost.tokens;

import java.util.HexFormat;

/// What our records know a token by: the SHA-256 of its random part, in hex.
public record TokenHash(String hex) {
  private static final int ID_LENGTH = 16;

  TokenHash(byte[] bytes) {
    this(HexFormat.of().formatHex(bytes));
  }

  /// What the token's owner knows it by; far too little to find the token with.
  String id() {
    return hex.substring(0, ID_LENGTH);
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}
