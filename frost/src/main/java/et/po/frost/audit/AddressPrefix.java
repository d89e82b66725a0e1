package et.po.frost.audit;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// The network that a client's address is in: enough for an owner to know a stranger by, and less
/// than would tell which machine in a house it was.
///
/// @param text such as `203.0.113.0/24` or `2001:db8:7:0:0:0:0:0/48`
public record AddressPrefix(String text) {
  private static final int IPV4_BYTES = 3;
  private static final int IPV6_BYTES = 6;
  private static final AddressPrefix UNKNOWN = new AddressPrefix("unknown");

  /// @param address as numbers; names are not looked up
  public static AddressPrefix of(String address) {
    try {
      InetAddress whole = InetAddress.ofLiteral(address);
      int kept = whole instanceof Inet4Address ? IPV4_BYTES : IPV6_BYTES;
      byte[] bytes = whole.getAddress();
      Arrays.fill(bytes, kept, bytes.length, (byte) 0);
      String network = InetAddress.getByAddress(bytes).getHostAddress();
      return new AddressPrefix(network + "/" + kept * Byte.SIZE);
    } catch (IllegalArgumentException | UnknownHostException e) {
      // An entry that does not know from where is better than none.
      return UNKNOWN;
    }
  }
}
