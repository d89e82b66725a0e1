package et.po.cli.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Asks a server on this machine for one page, with as little ado as can be: it is asked many times
/// while programs start and need the processors themselves.
final class HttpProbe {
  private static final int PATIENCE_MILLISECONDS = 2000;

  private HttpProbe() {}

  /// The answer's status; empty if nobody answers.
  static Optional<Integer> status(URI url) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), PATIENCE_MILLISECONDS);
      socket.setSoTimeout(PATIENCE_MILLISECONDS);
      String request =
          "GET " + url.getRawPath() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return status(
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Integer> status(@org.jspecify.annotations.Nullable String line) {
    return line != null && line.matches("HTTP/1\\.[01] [0-9]{3}( .*)?")
        ? Optional.of(Integer.parseInt(line.substring(9, 12)))
        : Optional.empty();
  }
}
