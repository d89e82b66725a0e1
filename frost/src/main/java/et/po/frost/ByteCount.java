package et.po.frost;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes, written as `512000`, `500kb` or `1mb`; a kilobyte has 1024 bytes.
public record ByteCount(int bytes) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,10})\\s*(b|kb|mb|)");

  public ByteCount {
    if (bytes < 1) {
      throw new IllegalArgumentException("a size must be at least one byte");
    }
  }

  /// What settings are converted with.
  public static ByteCount valueOf(String text) {
    Matcher parts = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a size such as 500kb: " + text);
    }
    long unit =
        switch (parts.group(2)) {
          case "kb" -> 1L << 10;
          case "mb" -> 1L << 20;
          default -> 1;
        };
    return new ByteCount(Math.toIntExact(Long.parseLong(parts.group(1)) * unit));
  }
}
