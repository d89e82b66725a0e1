package et.po.frost.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Bodies of a real server's requests.
final class RawBodyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<RawBody> bodies = new LinkedBlockingQueue<>();
  private final int port;

  RawBodyTest() throws Exception {
    port =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> bodies.add(new RawBody(request, vertx.getOrCreateContext(), PATIENCE)))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS)
            .actualPort();
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private SocketChannel client(int length) throws Exception {
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
    try (SocketChannel client = client(10)) {
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
}
