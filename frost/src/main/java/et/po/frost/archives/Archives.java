package et.po.frost.archives;

import et.po.frost.faults.Fault;
import et.po.frost.http.RawBody;
import et.po.frost.node.NodeRefusedException;
import et.po.frost.node.Nodes;
import et.po.frost.tokens.Caller;
import et.po.protocol.json.JsonArray;
import java.time.Duration;

/// Files on their way from publishers to the nodes of their networks. None is ever whole in memory.
public final class Archives {
  /// Each takes some 200 KiB of memory, and a connection to the node.
  private static final int AT_ONCE = 64;

  /// At 50 KiB a second the largest file comes in time.
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Nodes nodes;
  private final FileSize largest;
  private final Places places;

  /// @param largest how many bytes a file may have
  /// @param eachAtOnce how many files of one account may be on their way; zero for no such limit
  public Archives(Nodes nodes, int largest, int eachAtOnce) {
    this.nodes = nodes;
    this.largest = new FileSize(largest);
    this.places = new Places(AT_ONCE, eachAtOnce);
  }

  /// Has the caller's node keep a file.
  ///
  /// @return what the node answered: the file's CID and where it can be read
  /// @throws et.po.frost.faults.FaultException if nothing was kept
  JsonArray store(Caller caller, String contentType, RawBody body) throws InterruptedException {
    FileSize announced = new FileSize(body.announcedLength().orElse(0));
    announced.needAtMost(largest);
    places.take(caller.account());
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
      places.leave(caller.account());
    }
  }
}
