package et.po.cli.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import et.po.postgresql.Place;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesTest {
  private static final int PORT = 4000;
  private static final int PATIENCE_MILLIS = 1500;

  @TempDir private Path data;

  @Test
  void cut_letsEverythingVanish_untilItIsMended() throws Exception {
    assumeTrue(
        Namespaces.problem().isEmpty(), () -> "skipped: " + Namespaces.problem().orElseThrow());
    try (Namespaces namespaces = new Namespaces(data)) {
      Place one = namespaces.of("one");
      Place other = namespaces.of("other");
      Lines lines = new Lines(data);
      assertEquals(List.of("one", "other"), lines.parts());
      assertTrue(isRefused(one), "nobody listens, which is told at once");

      lines.cut("one");
      // Again and again: a line that mends itself is none.
      for (int i = 0; i < 3; i++) {
        assertThrows(SocketTimeoutException.class, () -> connect(one));
      }
      assertTrue(isRefused(other), "the other line is whole");

      lines.mend("one");
      assertTrue(isRefused(one), "as before");
    }
    assertEquals(List.of(), new Lines(data).parts());
  }

  private static boolean isRefused(Place place) throws IOException {
    try {
      connect(place);
      return false;
    } catch (java.net.ConnectException e) {
      return true;
    }
  }

  private static void connect(Place place) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(place.host(), PORT), PATIENCE_MILLIS);
    }
  }
}
