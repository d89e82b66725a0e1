package et.po.frost.webhooks;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.UUID;

/// The addresses that receivers have, if Frost may connect to them.
///
/// Whoever connects takes an address from here and connects to that very one: a name that leads
/// elsewhere a moment later leads nobody astray.
record Receivers(AddressPolicy policy, Resolver resolver) {
  ReceiverUrl parse(String text) throws ReceiverRefusedException {
    return ReceiverUrl.parse(text, policy.privateToo());
  }

  /// @param account whose receiver it is
  List<InetAddress> addressesOf(UUID account, ReceiverUrl url)
      throws ReceiverRefusedException, InterruptedException {
    List<InetAddress> addresses;
    try {
      addresses = resolver.resolve(account, url.host());
    } catch (IOException e) {
      throw new ReceiverRefusedException("The receiver's host has no address.");
    }
    if (addresses.isEmpty() || !addresses.stream().allMatch(policy::allows)) {
      // Which address it is stays here: it may be a name of the operator's own network.
      throw new ReceiverRefusedException("The receiver's host is not at a public address.");
    }
    return addresses;
  }
}
