package et.po.frost;

import java.net.URI;
import java.time.Duration;

/// What concerns works.
interface WorksSettings {
  /// `FROST_IDEMPOTENCY_KEPT`: how long a request with an `Idempotency-Key` can be sent again. A
  /// row in the database for each.
  Duration idempotencyKept();

  /// `MAX_API_REQUEST_LIMIT_BULK`: how large a body of many works may be. Four such bodies at once
  /// keep other large ones waiting.
  ByteCount maxApiRequestLimitBulk();

  /// `POET_PUBLIC_URL`: where callers reach the node of live works. Answers name it; claims do not.
  URI livePublicUrl();

  /// `TEST_POET_PUBLIC_URL`: the same of the other node.
  URI testPublicUrl();
}
