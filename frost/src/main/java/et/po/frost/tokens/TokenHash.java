package et.po.frost.tokens;

import java.util.HexFormat;
import java.util.regex.Pattern;

/// What our records know a token by: the SHA-256 of its random part, in hex.
public record TokenHash(String hex) {
  private static final int ID_LENGTH = 16;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{" + ID_LENGTH + "}");

  TokenHash(byte[] bytes) {
    this(HexFormat.of().formatHex(bytes));
  }

  /// What the token's owner knows it by; far too little to find the token with.
  String id() {
    return hex.substring(0, ID_LENGTH);
  }

  /// Whether a text looks like an id.
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}
