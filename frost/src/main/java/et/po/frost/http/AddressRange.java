package et.po.frost.http;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Addresses that share their first bits, as CIDR writes them: `10.0.0.0/8`, `2001:db8::/32`, or
/// one address alone.
public record AddressRange(InetAddress first, int bits) {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?:/(\\d{1,3}))?");

  public AddressRange {
    if (bits > first.getAddress().length * Byte.SIZE) {
      throw new IllegalArgumentException(
          "a network of " + first.getHostAddress() + " cannot have " + bits + " bits");
    }
  }

  /// What settings are converted with: a range, never one address alone.
  public static AddressRange valueOf(String text) {
    if (text.indexOf('/') < 0) {
      throw new IllegalArgumentException("not a range of addresses such as 10.0.0.0/8: " + text);
    }
    return parse(text.strip());
  }

  static AddressRange parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not an address or a network such as 10.0.0.0/8: " + text);
    }
    InetAddress address = InetAddress.ofLiteral(parts.group(1));
    String bits = parts.group(2);
    return new AddressRange(
        address, bits == null ? address.getAddress().length * Byte.SIZE : Integer.parseInt(bits));
  }

  public boolean contains(InetAddress address) {
    byte[] ours = first.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % Byte.SIZE;
      if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
