package et.po.frost.http;

import et.po.frost.faults.Fault;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A body as it comes. What nobody has asked for stays with the caller: no more than some chunks
/// are in memory.
///
/// Whoever waits to be told to send it is told so by the first read.
///
/// Read by one thread at a time, none of them the event loop. What ends it too early is a
/// [et.po.frost.faults.FaultException].
public final class RawBody extends InputStream {
  /// How much of a body that nobody reads any more is thrown away before its caller is cut off.
  private static final long WASTE = 16L << 20;

  /// Chunks asked for at once: each is what one read of the connection gave, up to 64 KiB.
  private static final int AHEAD = 2;

  private sealed interface Event {
    record Chunk(byte[] bytes) implements Event {}

    record End() implements Event {}

    record Gone() implements Event {}
  }

  private final HttpServerRequest request;
  private final Context loop;
  private final Duration patience;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private byte[] chunk = new byte[0];
  private int read;
  private boolean ended;
  private boolean wanted;

  /// Seen by the event loop alone. The request itself counts as not ended for as long as nobody
  /// asks for more of it, although its end has come.
  private boolean whole;

  /// Called on the event loop, before anything of the body was read.
  ///
  /// @param patience how long the caller may send nothing
  RawBody(HttpServerRequest request, Context loop, Duration patience) {
    this.request = request;
    this.loop = loop;
    this.patience = patience;
    request.pause();
    request.handler(buffer -> events.add(new Event.Chunk(buffer.getBytes())));
    request.endHandler(_ -> {
      whole = true;
      events.add(new Event.End());
    });
    request.exceptionHandler(_ -> events.add(new Event.Gone()));
    request.fetch(AHEAD);
  }

  /// How long the body will be, if the caller said so.
  public OptionalLong announcedLength() {
    String length = request.getHeader("Content-Length");
    try {
      return length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length));
    } catch (NumberFormatException e) {
      // Not a length: the server refuses such requests before they come here.
      return OptionalLong.empty();
    }
  }

  /// Whether no byte is left; waits for the next one.
  public boolean isAtEnd() {
    while (!ended && read == chunk.length) {
      next();
    }
    return ended;
  }

  @Override
  public int read() {
    return isAtEnd() ? -1 : chunk[read++] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (isAtEnd()) {
      return -1;
    }
    int count = Math.min(length, chunk.length - read);
    System.arraycopy(chunk, read, target, offset, count);
    read += count;
    return count;
  }

  private void next() {
    if (!wanted) {
      wanted = true;
      loop.runOnContext(_ -> Expectation.meet(request));
    }
    switch (await()) {
      case Event.Chunk(byte[] bytes) -> {
        chunk = bytes;
        read = 0;
        loop.runOnContext(_ -> request.fetch(1));
      }
      case Event.End() -> ended = true;
      case Event.Gone() -> throw Fault.MALFORMED_BODY.because("The body ended too early.");
    }
  }

  private Event await() {
    try {
      Event event = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (event == null) {
        throw Fault.BODY_TOO_SLOW.because(
            "Nothing more of the body came for %d seconds.".formatted(patience.toSeconds()));
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.BUSY.exception();
    }
  }

  /// Throws the rest away, so that a caller who is still writing gets to read the answer; whoever
  /// does not stop is cut off. Called on the event loop, once the answer is written or the caller
  /// went away.
  ///
  /// @param grace how long that may take
  void abandon(Vertx vertx, Duration grace) {
    events.add(new Event.Gone());
    // What the connection carries next is no concern of this body's.
    if (whole || request.response().closed()) {
      return;
    }
    long cutOff = vertx.setTimer(grace.toMillis(), _ -> request.connection().close());
    long[] wasted = {0};
    request.handler((Buffer buffer) -> {
      wasted[0] += buffer.length();
      if (wasted[0] > WASTE) {
        request.connection().close();
      }
    });
    request.endHandler(_ -> vertx.cancelTimer(cutOff));
    request.exceptionHandler(_ -> vertx.cancelTimer(cutOff));
    request.resume();
  }
}
