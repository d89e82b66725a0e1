package et.po.frost.archives;

import et.po.frost.faults.Fault;
import et.po.frost.http.RawBody;
import et.po.frost.node.NodeRefusedException;
import et.po.frost.node.Nodes;
import et.po.frost.tokens.Caller;
import et.po.protocol.json.JsonArray;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// Files on their way from publishers to the nodes of their networks. None is ever whole in memory.
public final class Archives {
  /// Each takes some 200 KiB of memory, and a connection to the node.
  private static final int AT_ONCE = 64;

  /// At 50 KiB a second the largest file comes in time.
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Nodes nodes;
  private final FileSize largest;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /// @param largest how many bytes a file may have
  public Archives(Nodes nodes, int largest) {
    this.nodes = nodes;
    this.largest = new FileSize(largest);
  }

  /// Has the caller's node keep a file.
  ///
  /// @return what the node answered: the file's CID and where it can be read
  /// @throws et.po.frost.faults.FaultException if nothing was kept
  JsonArray store(Caller caller, String contentType, RawBody body) throws InterruptedException {
    FileSize announced = new FileSize(body.announcedLength().orElse(0));
    announced.needAtMost(largest);
    if (!places.tryAcquire()) {
      throw Fault.BUSY.because("Too many files are being sent at the moment; try again.");
    }
    try {
      FileStream file = new FileStream(body, largest, PATIENCE, System::nanoTime);
      if (body.isAtEnd()) {
        throw Fault.INVALID_INPUT.because(
            "The body is empty. Send the bytes of the file as the body.");
      }
      return nodes.of(caller.network()).store(contentType, file);
    } catch (NodeRefusedException e) {
      throw Fault.INVALID_INPUT.because(e.sentence());
    } finally {
      places.release();
    }
  }
}
