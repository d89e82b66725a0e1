package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.claim.SignedClaim;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/// Posts one work after the other, to each of the node's processes in turn, each work until it is
/// taken: what was not answered may have been taken.
final class Publisher implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration LAST_WORK = Duration.ofMinutes(10);

  private final List<NodeClient> nodes;
  private final SignedWorks works;
  private final String name;
  private final List<SignedClaim> accepted = new CopyOnWriteArrayList<>();
  private final Thread thread = Thread.ofVirtual().unstarted(this::run);
  private volatile boolean posting = true;

  private Publisher(List<URI> apis, SignedWorks works, String name) {
    this.nodes = apis.stream().map(NodeClient::new).toList();
    this.works = works;
    this.name = name;
  }

  /// @param name what the works' names begin with: two of one name would be one work
  static Publisher start(List<URI> apis, SignedWorks works, String name) {
    Publisher publisher = new Publisher(apis, works, name);
    publisher.thread.start();
    return publisher;
  }

  private void run() {
    int turn = 0;
    for (int i = 0; posting; i++) {
      SignedClaim claim = works.next(name + " " + i);
      while (!nodes.get(turn++ % nodes.size()).post(claim)) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      accepted.add(claim);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /// So many more than there are now.
  void awaitMore(int works) {
    int wanted = accepted.size() + works;
    Wait.until(
        LAST_WORK,
        () -> accepted.size() >= wanted,
        () -> accepted.size() + " of " + wanted + " works were taken");
  }

  /// Ends when the work in hand is taken.
  ///
  /// @return what was taken
  List<SignedClaim> stop() throws InterruptedException {
    posting = false;
    assertTrue(thread.join(LAST_WORK), "the last work is not taken");
    return List.copyOf(accepted);
  }

  @Override
  public void close() {
    posting = false;
  }
}
