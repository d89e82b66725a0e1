package et.po.frost.tokens;

import java.util.Locale;

/// Which network works go to.
public enum Network {
  LIVE,
  TEST;

  /// As tokens and requests name it.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
