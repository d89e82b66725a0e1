package et.po.node.ipfs;

import et.po.node.messaging.TryLaterException;
import java.time.Duration;

/// Somebody who may have a block was not asked for it, for he rests: that it was not found says
/// nothing of it.
public final class NotAskedException extends TryLaterException {
  private final Duration left;

  /// @param left how long he rests yet
  public NotAskedException(String because, Duration left) {
    super(because);
    this.left = left;
  }

  /// How long he rests yet.
  public Duration left() {
    return left;
  }
}
