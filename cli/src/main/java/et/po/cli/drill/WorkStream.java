package et.po.cli.drill;

import et.po.protocol.claim.ClaimRefusedException;
import et.po.protocol.claim.ClaimSigner;
import et.po.protocol.claim.Ed25519Key;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// A publisher: posts one work after the other, at a rate at most, each until it is taken, and some
/// once more though they were.
final class WorkStream {
  private static final Duration LAST_WORK = Duration.ofMinutes(3);

  /// Every so many are sent again, to the next process of the API.
  private static final int SENT_AGAIN = 10;

  private final Node node;
  private final long pauseNanos;
  private final ClaimSigner signer =
      new ClaimSigner(Clock.systemUTC(), () -> UUID.randomUUID().toString());
  private final Ed25519Key key = Ed25519Key.generate(new SecureRandom());
  private final List<SignedClaim> accepted = Collections.synchronizedList(new ArrayList<>());
  private final Thread thread = Thread.ofVirtual().name("works").unstarted(this::run);
  private volatile boolean running = true;
  private volatile Duration longestGap = Duration.ZERO;

  /// @param rate works a second
  WorkStream(Node node, int rate) {
    this.node = node;
    this.pauseNanos = TimeUnit.SECONDS.toNanos(1) / rate;
  }

  void start() {
    thread.start();
  }

  /// Returns when the work in hand is taken, for it may have been without an answer. One that is
  /// not for long is given up, and answered for by nobody.
  void stop() throws InterruptedException {
    running = false;
    if (!thread.join(LAST_WORK)) {
      thread.interrupt();
      thread.join();
    }
  }

  /// What was answered for, and so must be anchored.
  List<SignedClaim> accepted() {
    synchronized (accepted) {
      return List.copyOf(accepted);
    }
  }

  /// The longest time in which no work was taken.
  Duration longestGap() {
    return longestGap;
  }

  private void run() {
    Instant last = Instant.now();
    try {
      for (int i = 0; running; i++) {
        SignedClaim claim = claim("work " + i);
        while (!node.take(claim)) {
          TimeUnit.MILLISECONDS.sleep(50);
        }
        accepted.add(claim);
        Instant now = Instant.now();
        longestGap = longer(longestGap, Duration.between(last, now));
        last = now;
        if (i % SENT_AGAIN == 0) {
          // Whatever it answers: the work is taken.
          node.take(claim);
        }
        TimeUnit.NANOSECONDS.sleep(pauseNanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private SignedClaim claim(String name) {
    SequencedMap<String, Json> claim = new LinkedHashMap<>();
    claim.put("name", new JsonString(name));
    claim.put("hash", new JsonString(Sha256.of(name.getBytes(StandardCharsets.UTF_8)).hex()));
    try {
      return signer.sign("Work", JsonObject.EMPTY, new JsonObject(claim), key, Instant.now());
    } catch (ClaimRefusedException e) {
      throw new IllegalStateException(e);
    }
  }
}
