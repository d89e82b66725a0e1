package et.po.frost.webhooks;

import et.po.frost.http.AddressRange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which addresses Frost may connect to because somebody asked it to: public ones.
///
/// @param privateToo whether loopback and private networks are allowed as well; what belongs to the
///   machine's own link, where clouds answer with credentials, never is
/// @param refused ranges that the operator keeps to himself although they are public
record AddressPolicy(boolean privateToo, List<AddressRange> refused) {
  private static final List<AddressRange> PRIVATE =
      ranges("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7");

  /// IANA's special-purpose registries, and Azure's public address of the virtual machine's host.
  private static final List<AddressRange> NEVER =
      ranges(
          "0.0.0.0/8",
          "100.64.0.0/10",
          "168.63.129.16/32",
          "169.254.0.0/16",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3",
          "2001::/23",
          "2001:db8::/32",
          "3fff::/20",
          "fd00:ec2::254/128");

  /// All of IPv6 that is given out for the public; whatever else there is, or will be, is refused.
  private static final AddressRange PUBLIC_IPV6 = AddressRange.valueOf("2000::/3");

  private static final AddressRange NAT64 = AddressRange.valueOf("64:ff9b::/96");
  private static final AddressRange SIX_TO_FOUR = AddressRange.valueOf("2002::/16");
  private static final int IPV4_BYTES = 4;

  AddressPolicy {
    refused = List.copyOf(refused);
  }

  private static List<AddressRange> ranges(String... texts) {
    return Stream.of(texts).map(AddressRange::valueOf).toList();
  }

  boolean allows(InetAddress address) {
    Optional<InetAddress> inside = embedded(address);
    if (in(NEVER, address) || in(refused, address)) {
      return false;
    }
    if (inside.isPresent()) {
      return allows(inside.get());
    }
    if (in(PRIVATE, address)) {
      return privateToo;
    }
    return address.getAddress().length == IPV4_BYTES || PUBLIC_IPV6.contains(address);
  }

  /// The IPv4 address that a gateway would make of an IPv6 one.
  ///
  /// Java itself takes `::ffff:a.b.c.d` for IPv4.
  private static Optional<InetAddress> embedded(InetAddress address) {
    if (NAT64.contains(address)) {
      return Optional.of(ipv4(address, 12));
    }
    return SIX_TO_FOUR.contains(address) ? Optional.of(ipv4(address, 2)) : Optional.empty();
  }

  private static InetAddress ipv4(InetAddress address, int offset) {
    try {
      return InetAddress.getByAddress(
          Arrays.copyOfRange(address.getAddress(), offset, offset + IPV4_BYTES));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static boolean in(List<AddressRange> ranges, InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }
}
