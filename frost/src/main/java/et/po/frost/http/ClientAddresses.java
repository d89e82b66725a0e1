package et.po.frost.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Finds out which address a request came from.
///
/// `X-Forwarded-For` is anybody's to write, so it counts only as far as trusted proxies wrote it:
/// the client is the last hop that is none of them.
public final class ClientAddresses {
  /// What one customer of an IPv6 network usually has to choose addresses from.
  private static final int GROUP_BYTES = 8;

  private static final int MOST_HOPS = 32;
  private static final int MOST_CHARACTERS = 64;

  private final List<AddressRange> proxies;

  private ClientAddresses(List<AddressRange> proxies) {
    this.proxies = proxies;
  }

  /// @param proxies the networks of trusted proxies, separated by commas
  /// @throws IllegalArgumentException for what is no network
  public static ClientAddresses behind(String proxies) {
    return new ClientAddresses(
        Arrays.stream(proxies.split(","))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(AddressRange::parse)
            .toList());
  }

  /// The client; limits count it by an IPv4 address, or the first half of an IPv6 address.
  ///
  /// @param connection who opened the connection
  /// @param forwarded the lines of `X-Forwarded-For`
  Client client(String connection, List<String> forwarded) {
    Optional<InetAddress> parsed = parse(connection);
    if (parsed.isEmpty()) {
      return new Client("unknown", "");
    }
    InetAddress client = parsed.get();
    List<String> hops = Arrays.asList(String.join(",", forwarded).split(","));
    for (int i = hops.size() - 1; i >= Math.max(0, hops.size() - MOST_HOPS); i--) {
      if (!isTrusted(client)) {
        break;
      }
      Optional<InetAddress> before = parse(hops.get(i).strip());
      if (before.isEmpty()) {
        break;
      }
      client = before.get();
    }
    return new Client(group(client), client.getHostAddress());
  }

  private boolean isTrusted(InetAddress address) {
    return proxies.stream().anyMatch(range -> range.contains(address));
  }

  private static String group(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address.getHostAddress();
    }
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, GROUP_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException("an address of the right length is one", e);
    }
  }

  /// An address as proxies write it, which some of them do with a port.
  private static Optional<InetAddress> parse(String text) {
    String literal = text;
    if (literal.startsWith("[") && literal.contains("]")) {
      literal = literal.substring(1, literal.indexOf(']'));
    } else if (literal.indexOf(':') >= 0 && literal.indexOf(':') == literal.lastIndexOf(':')) {
      literal = literal.substring(0, literal.indexOf(':'));
    }
    if (literal.isEmpty() || literal.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(literal));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
