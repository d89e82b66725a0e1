package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A connection that a client asks over again and again, as those with a pool of them do.
final class KeptConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final URI url;
  private final Socket socket;
  private final InputStream in;

  KeptConnection(URI url) throws IOException {
    this.url = url;
    this.socket = new Socket(url.getHost(), url.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /// What is answered: the first line and the headers, in small letters.
  List<String> ask() throws IOException {
    String request =
        "GET " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    List<String> head = Stream.generate(this::line).takeWhile(line -> !line.isEmpty()).toList();
    int length =
        head.stream()
            .filter(line -> line.startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.split(":")[1].strip()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no length: " + head));
    in.readNBytes(length);
    return head;
  }

  private String line() {
    try {
      StringBuilder line = new StringBuilder();
      int next = in.read();
      while (next >= 0 && next != '\n') {
        line.append((char) next);
        next = in.read();
      }
      assertTrue(next >= 0, "cut off within an answer");
      return line.toString().strip().toLowerCase(Locale.ROOT);
    } catch (IOException e) {
      throw new AssertionError("cut off within an answer", e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
