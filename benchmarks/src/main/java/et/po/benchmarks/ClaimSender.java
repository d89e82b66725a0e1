package et.po.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Posts claims over a number of connections, each one at a time, with as little work of its own as
/// can be: it shares the cores with what it measures.
final class ClaimSender {
  private final URI node;
  private final int connections;

  ClaimSender(URI node, int connections) {
    this.node = node;
    this.connections = connections;
  }

  /// Posts them all.
  ///
  /// @return the seconds it took
  /// @throws Exception if one is not answered with 202
  double send(List<byte[]> claims) throws Exception {
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      List<Future<?>> senders = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        senders.add(
            threads.submit(() -> {
              sendSome(claims, next);
              return null;
            }));
      }
      for (Future<?> sender : senders) {
        sender.get();
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private void sendSome(List<byte[]> claims, AtomicInteger next) throws IOException {
    try (Socket socket = new Socket(node.getHost(), node.getPort())) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (int i = next.getAndIncrement(); i < claims.size(); i = next.getAndIncrement()) {
        out.write(request(claims.get(i)));
        out.flush();
        requireAccepted(in);
      }
    }
  }

  private byte[] request(byte[] claim) {
    byte[] head =
        ("POST /works HTTP/1.1\r\nHost: "
                + node.getHost()
                + "\r\nContent-Type: application/json\r\nContent-Length: "
                + claim.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[head.length + claim.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(claim, 0, request, head.length, claim.length);
    return request;
  }

  private static void requireAccepted(InputStream in) throws IOException {
    String status = line(in);
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      }
    }
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    if (!status.contains(" 202 ")) {
      throw new IOException(status + ": " + body);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the node closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
