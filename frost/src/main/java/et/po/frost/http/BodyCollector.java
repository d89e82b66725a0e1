package et.po.frost.http;

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
  private long received;
  private boolean refused;

  BodyCollector(HttpServerRequest request, BodyType type, BodyLimits limits) {
    this.request = request;
    this.kept = type != BodyType.IGNORED;
    this.limit = type.limit(limits);
  }

  /// Calls exactly one of the two, once; neither if the caller went away.
  void collect(Consumer<byte[]> whole, Runnable tooLarge) {
    request.handler(chunk -> {
      received += chunk.length();
      if (received <= limit) {
        collected.appendBuffer(chunk);
      } else if (kept && !refused) {
        refused = true;
        tooLarge.run();
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
      tooLarge.run();
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
