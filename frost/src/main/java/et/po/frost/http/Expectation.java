package et.po.frost.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/// `Expect: 100-continue`: a caller who sends the body once it is told that somebody wants it.
///
/// All of this happens on the event loop.
final class Expectation {
  private static final String EXPECT = "Expect";

  /// What the caller gets to read the answer before the connection ends.
  private static final Duration READING = Duration.ofSeconds(1);

  private Expectation() {}

  /// Whether the caller still waits to be told.
  static boolean isOpen(HttpServerRequest request) {
    return "100-continue".equalsIgnoreCase(request.getHeader(EXPECT)) && !request.isEnded();
  }

  /// Tells it to send the body, unless it was told or answered already.
  static void meet(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (isOpen(request) && !response.headWritten() && !response.closed()) {
      // Met, it is none any more.
      request.headers().remove(EXPECT);
      response.writeContinue();
    }
  }

  /// Has the connection end with the answer that is about to be written: nobody knows whether what
  /// the caller sends next is the body or another request.
  static void refuse(HttpServerRequest request, Vertx vertx) {
    request.response().putHeader("Connection", "close");
    vertx.setTimer(READING.toMillis(), _ -> request.connection().close());
  }
}
