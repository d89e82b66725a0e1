package et.po.frost.custody;

import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Wraps one data key again, by way of unwrapping it here.
final class Rewrapping {
  private static final Logger LOG = Logger.getLogger(Rewrapping.class);

  private Rewrapping() {}

  /// Empty, and logged, if the text does not unwrap.
  static Optional<String> of(KeyCustody custody, UUID account, String wrapped) {
    try {
      return Optional.of(custody.wrap(account, custody.unwrap(account, wrapped)));
    } catch (IllegalStateException e) {
      LOG.warnf("Not wrapped again: %s", e.getMessage());
      return Optional.empty();
    }
  }
}
