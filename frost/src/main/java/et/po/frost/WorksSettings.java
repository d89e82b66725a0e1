package et.po.frost;

import java.time.Duration;

/// What concerns works.
interface WorksSettings {
  /// `FROST_IDEMPOTENCY_KEPT`: how long a request with an `Idempotency-Key` can be sent again. A
  /// row in the database for each.
  Duration idempotencyKept();
}
