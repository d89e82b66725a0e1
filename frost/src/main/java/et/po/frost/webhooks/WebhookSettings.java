package et.po.frost.webhooks;

import et.po.frost.http.AddressRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Webhooks. `application.properties` names the environment variable of each.
public interface WebhookSettings {
  /// `FROST_WEBHOOK_PRIVATE_RECEIVERS`: whether receivers may be on loopback or in private
  /// networks, and unencrypted. Whoever has an account can then make Frost post to what is there.
  boolean privateReceivers();

  /// `FROST_WEBHOOK_REFUSED_NETWORKS`, such as `198.51.100.0/24,2001:db8::/48`: public addresses
  /// that receivers must not be at either, because they are the operator's own.
  Optional<List<AddressRange>> refusedNetworks();

  /// `FROST_WEBHOOK_CONFIRMATIONS`, 1 to 100: of how many blocks a work is called confirmed.
  Confirmations confirmations();

  /// `FROST_WEBHOOK_INTERVAL`: how often the node is asked about a work under way. Shorter tells
  /// sooner and asks more.
  Duration interval();
}
