package et.po.frost;

import java.net.URI;
import java.time.Duration;

/// Settings of works as values.
record TestWorksSettings(
    Duration idempotencyKept,
    ByteCount maxApiRequestLimitBulk,
    URI livePublicUrl,
    URI testPublicUrl)
    implements WorksSettings {}
