package et.po.frost;

import et.po.protocol.json.JsonObject;
import et.po.testkit.Eventually;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Publishers who sign up, list their tokens and post works, without end: each new account's keys
/// are wrapped once and unwrapped once.
final class Traffic implements AutoCloseable {
  private static final int PUBLISHERS = 3;
  private static final String WORK =
      "{\"name\":\"a\",\"author\":\"b\",\"datePublished\":\"2019\",\"dateCreated\":\"2019\"}";

  private final RunningFrost frost;
  private final AtomicBoolean on = new AtomicBoolean(true);
  private final CountDownLatch ended = new CountDownLatch(PUBLISHERS);
  private final AtomicInteger accounts = new AtomicInteger();
  private final List<String> failures = new CopyOnWriteArrayList<>();

  private Traffic(RunningFrost frost) {
    this.frost = frost;
  }

  static Traffic on(RunningFrost frost) {
    Traffic traffic = new Traffic(frost);
    for (int i = 0; i < PUBLISHERS; i++) {
      Thread.ofVirtual().start(traffic::publish);
    }
    return traffic;
  }

  private void publish() {
    try {
      while (on.get()) {
        JsonObject account = frost.signUp();
        String token = account.findString("token").orElseThrow();
        expect(frost.calls.get("/tokens", token));
        expect(frost.calls.post("/works", token, WORK));
        accounts.incrementAndGet();
      }
    } catch (Exception | AssertionError e) {
      failures.add(e.toString());
    } finally {
      ended.countDown();
    }
  }

  private void expect(Reply reply) {
    if (reply.status() != 200) {
      failures.add(reply.line());
    }
  }

  int accounts() {
    return accounts.get();
  }

  void awaitAccounts(int number) {
    Eventually.eventually(
        number + " accounts", () -> accounts.get() >= number || !failures.isEmpty());
  }

  /// What was not answered as it should be.
  List<String> failures() {
    return List.copyOf(failures);
  }

  /// Returns when every request is answered.
  void stop() {
    on.set(false);
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
