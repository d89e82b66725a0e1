package et.po.frost;

import et.po.frost.http.AddressRange;
import et.po.frost.webhooks.Confirmations;
import et.po.frost.webhooks.WebhookSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Settings of webhooks as values.
record TestWebhookSettings(boolean privateReceivers) implements WebhookSettings {
  @Override
  public Optional<List<AddressRange>> refusedNetworks() {
    return Optional.empty();
  }

  @Override
  public Confirmations confirmations() {
    return new Confirmations(3);
  }

  @Override
  public Duration interval() {
    return Duration.ofMillis(200);
  }
}
