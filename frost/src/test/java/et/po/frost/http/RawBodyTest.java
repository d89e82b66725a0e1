package et.po.frost.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Bodies of a real server's requests.
final class RawBodyTest {
  /// More than a busy machine takes for anything here.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<RawBody> bodies = new LinkedBlockingQueue<>();
  private final int port;

  RawBodyTest() throws Exception {
    port = keeping(PATIENCE);
  }

  /// The port of a server that keeps the bodies of what it is asked.
  private int keeping(Duration patience) throws Exception {
    return listening(
            request -> bodies.add(new RawBody(request, vertx.getOrCreateContext(), patience)))
        .actualPort();
  }

  private HttpServer listening(Handler<HttpServerRequest> handler) throws Exception {
    return vertx
        .createHttpServer()
        .requestHandler(handler)
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private SocketChannel client(int length) throws Exception {
    return client(port, length);
  }

  private static SocketChannel client(int port, int length) throws Exception {
    SocketChannel client =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    String head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n";
    client.write(ByteBuffer.wrap(head.getBytes(US_ASCII)));
    return client;
  }

  private RawBody body() throws InterruptedException {
    RawBody body = bodies.poll(10, TimeUnit.SECONDS);
    if (body == null) {
      throw new AssertionError("no request came");
    }
    return body;
  }

  @Test
  void whatNobodyReads_staysWithTheSender_andComesWholeWhenItIsRead() throws Exception {
    byte[] sent = new byte[64 << 20];
    for (int i = 0; i < sent.length; i++) {
      sent[i] = (byte) (i * 31 + (i >> 12));
    }
    try (SocketChannel client = client(sent.length)) {
      RawBody body = body();
      client.configureBlocking(false);
      ByteBuffer left = ByteBuffer.wrap(sent);
      long quiet = System.nanoTime();
      while (System.nanoTime() - quiet < TimeUnit.MILLISECONDS.toNanos(500)) {
        if (client.write(left) > 0) {
          quiet = System.nanoTime();
        }
      }
      // The system's buffers of both ends, and two chunks.
      assertTrue(left.position() < 16 << 20, "taken unread: " + left.position());

      client.configureBlocking(true);
      Thread rest = Thread.ofVirtual().start(() -> write(client, left));
      byte[] read = body.readAllBytes();
      rest.join();
      assertEquals(sent.length, read.length);
      assertArrayEquals(Arrays.copyOf(sent, 1 << 20), Arrays.copyOf(read, 1 << 20));
      assertTrue(Arrays.equals(sent, read));
      assertEquals(sent.length, body.announcedLength().orElseThrow());
    }
  }

  private static void write(SocketChannel client, ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        client.write(bytes);
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void senderWhoFallsSilent_isTooSlow() throws Exception {
    try (SocketChannel client = client(keeping(Duration.ofSeconds(2)), 10)) {
      write(client, ByteBuffer.wrap(new byte[] {7}));
      RawBody body = body();
      assertEquals(7, body.read());
      FaultException fault = assertThrows(FaultException.class, body::read);
      assertEquals(Fault.BODY_TOO_SLOW, fault.fault());
      assertEquals("Nothing more of the body came for 2 seconds.", fault.sentence());
    }
  }

  @Test
  void senderWhoGoesAway_isNoticed() throws Exception {
    RawBody body;
    try (SocketChannel client = client(10)) {
      write(client, ByteBuffer.wrap(new byte[] {7}));
      body = body();
      assertEquals(7, body.read());
    }
    FaultException fault = assertThrows(FaultException.class, body::read);
    assertEquals(Fault.MALFORMED_BODY, fault.fault());
  }

  @Test
  void bodyThatCameWhole_andThatNobodyRead_leavesTheConnectionToTheNextRequest() throws Exception {
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    HttpServer server =
        listening(request -> {
          RawBody body = new RawBody(request, vertx.getOrCreateContext(), PATIENCE);
          boolean[] gone = {false};
          request.connection().closeHandler(_ -> gone[0] = true);
          vertx.setTimer(
              100,
              _ -> {
                request.response().end();
                body.abandon(vertx, Duration.ofMillis(1));
                vertx.setTimer(200, _ -> closed.complete(gone[0]));
              });
        });
    try (SocketChannel client =
        SocketChannel.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()))) {
      String request = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n7";
      write(client, ByteBuffer.wrap(request.getBytes(US_ASCII)));
      assertFalse(closed.get(10, TimeUnit.SECONDS));
    }
  }
}
