package et.po.frost.webhooks;

import java.time.Instant;
import java.util.UUID;

/// A message whose time has come.
///
/// @param attempts how many there were since it was to be sent, with this one
record DueDelivery(
    UUID id,
    UUID webhook,
    UUID account,
    String url,
    byte[] sealedSecret,
    String body,
    int attempts,
    Instant created) {
  /// What the receiver knows the message by, at every attempt.
  String messageId() {
    return Delivery.messageId(id);
  }
}
