package et.po.frost.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import et.po.protocol.claim.ClaimId;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NodeClientTest {
  private static final ClaimId ID = new ClaimId("0".repeat(64));

  /// What a node says to whoever connects, and then nothing more, without hanging up.
  private static void node(ServerSocket server, String says) {
    Thread.ofVirtual()
        .start(() -> {
          while (!server.isClosed()) {
            answer(server, says);
          }
        });
  }

  private static void answer(ServerSocket server, String says) {
    try {
      Socket connection = server.accept();
      connection.getOutputStream().write(says.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // The test is over.
    }
  }

  private static FaultException fault(String says) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        HttpClient http = HttpClient.newHttpClient()) {
      node(server, says);
      NodeClient client =
          new NodeClient(
              http,
              URI.create("http://127.0.0.1:" + server.getLocalPort()),
              Duration.ofMillis(300),
              Duration.ofMillis(300),
              Duration.ofMillis(300));
      FaultException fault = assertThrows(FaultException.class, () -> client.findWork(ID));
      http.shutdownNow();
      return fault;
    }
  }

  @Test
  void nodeThatNeverEndsItsAnswer_isAway() throws IOException {
    assertEquals(Fault.NODE_AWAY, fault("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{").fault());
  }

  @Test
  void nodeWithAnAnswerThatIsTooLong_isAway() throws IOException {
    assertEquals(
        Fault.NODE_AWAY, fault("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n{").fault());
  }

  @Test
  void nodeThatSaysNothing_isAway() throws IOException {
    assertEquals(Fault.NODE_AWAY, fault("").fault());
  }

  @Test
  void nodeThatTakesNoMoreOfAFile_isAway() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        HttpClient http = HttpClient.newHttpClient()) {
      NodeClient client =
          new NodeClient(
              http,
              URI.create("http://127.0.0.1:" + server.getLocalPort()),
              Duration.ofMinutes(1),
              Duration.ofMillis(300),
              Duration.ofMinutes(1));

      FaultException fault =
          assertTimeout(
              Duration.ofSeconds(30),
              () ->
                  assertThrows(FaultException.class, () -> client.store("a/b", endless(() -> {}))));

      assertEquals(Fault.NODE_AWAY, fault.fault());
    }
  }

  @Test
  void fileThatEndsInAFault_isThatFault() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        HttpClient http = HttpClient.newHttpClient()) {
      NodeClient client =
          new NodeClient(http, URI.create("http://127.0.0.1:" + server.getLocalPort()));

      FaultException fault =
          assertThrows(
              FaultException.class,
              () ->
                  client.store(
                      "a/b",
                      endless(() -> {
                        throw Fault.FILE_TOO_BIG.exception();
                      })));

      assertEquals(Fault.FILE_TOO_BIG, fault.fault());
    }
  }

  private static InputStream endless(Runnable beforeEachByte) {
    return new InputStream() {
      @Override
      public int read() {
        beforeEachByte.run();
        return 'x';
      }
    };
  }
}
