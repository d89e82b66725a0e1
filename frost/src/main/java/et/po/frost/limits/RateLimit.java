package et.po.frost.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import et.po.frost.faults.Fault;
import et.po.frost.http.Client;
import et.po.frost.http.Endpoint;
import et.po.frost.limits.Bucket.Standing;
import java.time.Duration;
import java.util.function.LongSupplier;

/// How often something may be done in a minute, by each key: an address, or an account.
///
/// Each process counts for itself, in memory: a limit with n processes is up to n times as high. Of
/// more keys than are kept, those that were away longest start anew.
public final class RateLimit {
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int MOST_KEYS = 100_000;

  private final String what;
  private final int perMinute;
  private final LongSupplier nanos;
  private final Cache<String, Bucket> buckets;

  /// @param what in the sentence that refuses, such as `log-ins from this address`
  /// @param perMinute zero for no limit
  public RateLimit(String what, int perMinute, LongSupplier nanos) {
    if (perMinute < 0) {
      throw new IllegalArgumentException("a limit of " + what + " cannot be negative");
    }
    this.what = what;
    this.perMinute = perMinute;
    this.nanos = nanos;
    // After that long without a request a bucket is as full as a new one.
    this.buckets = Caffeine.newBuilder().maximumSize(MOST_KEYS).expireAfterAccess(PERIOD).build();
  }

  /// The endpoint, limited by the client's address.
  public Endpoint perAddress(Endpoint endpoint) {
    return request -> {
      take(Client.current().address());
      return endpoint.answer(request);
    };
  }

  /// Counts one; the client is told how it stands.
  ///
  /// @throws et.po.frost.faults.FaultException [Fault#TOO_MANY_REQUESTS] for one too many
  public void take(String key) {
    if (perMinute == 0) {
      return;
    }
    long now = nanos.getAsLong();
    Standing standing = buckets.get(key, _ -> new Bucket(perMinute, PERIOD, now)).take(now);
    Client client = Client.current();
    client.tell("RateLimit-Limit", Integer.toString(perMinute));
    client.tell("RateLimit-Remaining", Integer.toString(standing.remaining()));
    client.tell("RateLimit-Reset", Long.toString(Seconds.roundedUp(standing.full())));
    if (!standing.admitted()) {
      long seconds = Math.max(1, Seconds.roundedUp(standing.next()));
      throw Fault.TOO_MANY_REQUESTS.because(
          "There are too many %s: %d a minute are allowed. Try again in %s."
              .formatted(what, perMinute, Seconds.text(seconds)),
          Duration.ofSeconds(seconds));
    }
  }
}
