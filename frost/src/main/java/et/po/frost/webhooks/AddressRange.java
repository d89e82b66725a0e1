package et.po.frost.webhooks;

import java.math.BigInteger;
import java.net.InetAddress;

/// Addresses with one beginning, written as `10.0.0.0/8` or `fc00::/7`.
///
/// @param bits how long an address is: 32 or 128
/// @param prefix how many bits the addresses have in common
/// @param start those bits
public record AddressRange(int bits, int prefix, BigInteger start) {
  public AddressRange {
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException("a range of addresses ends in /0 to /" + bits);
    }
  }

  /// What settings are converted with.
  public static AddressRange valueOf(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("not a range of addresses such as 10.0.0.0/8: " + text);
    }
    InetAddress address = InetAddress.ofLiteral(text.substring(0, slash).strip());
    int bits = address.getAddress().length * Byte.SIZE;
    int prefix = Integer.parseInt(text.substring(slash + 1).strip());
    return new AddressRange(bits, prefix, first(address, Math.clamp(prefix, 0, bits)));
  }

  boolean contains(InetAddress address) {
    return address.getAddress().length * Byte.SIZE == bits && first(address, prefix).equals(start);
  }

  private static BigInteger first(InetAddress address, int count) {
    byte[] bytes = address.getAddress();
    return new BigInteger(1, bytes).shiftRight(bytes.length * Byte.SIZE - count);
  }
}
