package et.po.frost.http;

import et.po.frost.faults.Fault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/// Collects a request's body up to a limit.
///
/// What goes beyond is read and thrown away, so that the caller, still writing, gets to read the
/// answer; whoever does not stop is cut off.
final class BodyCollector {
  private static final long PATIENCE = 16L << 20;

  private final HttpServerRequest request;
  private final boolean kept;
  private final int limit;
  private final Buffer collected = Buffer.buffer();
  private final BodyMemory.Share memory;
  private long received;
  private boolean refused;

  BodyCollector(
      HttpServerRequest request, BodyType type, BodyLimits limits, BodyMemory.Share memory) {
    this.request = request;
    this.memory = memory;
    this.kept = type != BodyType.IGNORED;
    this.limit = type.limit(limits);
  }

  /// Ends a body of which not all has come: its caller gets the answer, and is cut off.
  ///
  /// @return whether there was something to end
  boolean giveUp() {
    if (refused || request.isEnded()) {
      return false;
    }
    refused = true;
    return true;
  }

  /// Calls exactly one of the two, once; neither if the caller went away or was given up.
  ///
  /// @param refusal gets why the body is not taken
  void collect(Consumer<byte[]> whole, Consumer<Fault> refusal) {
    request.handler(chunk -> {
      received += chunk.length();
      if (!refused && received <= limit) {
        if (memory.grow(chunk.length())) {
          collected.appendBuffer(chunk);
        } else {
          refused = true;
          refusal.accept(Fault.BUSY);
        }
      } else if (kept && !refused) {
        refused = true;
        refusal.accept(Fault.BODY_TOO_LARGE);
      }
      if (received > limit + PATIENCE) {
        request.connection().close();
      }
    });
    request.endHandler(_ -> {
      if (!refused) {
        whole.accept(collected.getBytes());
      }
    });
    if (kept && announcedLength() > limit) {
      refused = true;
      refusal.accept(Fault.BODY_TOO_LARGE);
    } else {
      Expectation.meet(request);
    }
    request.resume();
  }

  private long announcedLength() {
    String length = request.getHeader("Content-Length");
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      // Not a length: the server refuses such requests before they come here.
      return 0;
    }
  }
}
