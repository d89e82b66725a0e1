package et.po.frost;

import static et.po.testkit.Eventually.eventually;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `POST /archives`: bodies of any type go to the node as they come, within their bounds.
@ExtendWith(FrostExtension.class)
final class ArchivesTest {
  private static final int LARGEST = 15_728_640;

  private final RunningFrost frost;
  private final Calls calls;

  ArchivesTest(RunningFrost frost) {
    this.frost = frost;
    this.calls = frost.calls;
  }

  @AfterEach
  void nodeIsBack() {
    frost.test.failWith(0);
  }

  private String apiToken(String network) throws Exception {
    return calls
        .post("/tokens", frost.newToken(), "{\"network\":\"" + network + "\"}")
        .text("apiToken");
  }

  private Reply send(Map<String, String> headers, String body) throws Exception {
    return calls.call("POST", "/archives", headers, body.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | {\"a\":1}",
        "application/json | {\"a\":",
        "application/x-www-form-urlencoded | a=b&c=%",
        "text/plain; charset=utf-8 | text",
        "image/png | not really",
        "multipart/form-data; boundary=x | --x--",
        "made up | anything",
      })
  void anyBody_ofAnyType_isStoredAsItIs(String type, String body) throws Exception {
    Reply reply = send(Map.of("token", apiToken("test"), "Content-Type", type), body);

    String hash = NodeDouble.hashOf(body);
    assertEquals(
        "200 [{\"hash\":\"%1$s\",\"archiveUrl\":\"https://ipfs.io/ipfs/%1$s\"}]".formatted(hash),
        reply.line());
    assertEquals("application/json; charset=utf-8", reply.header("Content-Type"));
    assertEquals(body, frost.test.contents().getLast());
    assertEquals(type, frost.test.types().getLast());
  }

  @Test
  void bodyWithoutAType_isAnyBytes() throws Exception {
    assertEquals(200, send(Map.of("token", apiToken("test")), "bytes").status());
    assertEquals("application/octet-stream", frost.test.types().getLast());
  }

  @Test
  void liveToken_leadsToTheLiveNode() throws Exception {
    assertEquals(200, send(Map.of("token", apiToken("live")), "for the live node").status());
    assertEquals("for the live node", frost.live.contents().getLast());
    assertFalse(frost.test.contents().contains("for the live node"));
  }

  @Test
  void guards_comeInTheirOrder() throws Exception {
    String tooLarge = "Content-Length: " + (LARGEST + 1);
    String login = frost.newToken();

    assertEquals("404 Not Found", raw("", tooLarge, ""));
    assertEquals("422 Invalid token.", raw("x", tooLarge, ""));
    assertEquals(
        "401 Incorrect Token Type. Got \"login\", wanted one of [\"api_key\", \"test_api_key\"].",
        raw(login, tooLarge, ""));
    assertEquals(
        "403 File too big. Got 15.00 MiB. Max is 15.00 MiB.", raw(apiToken("test"), tooLarge, ""));
  }

  @Test
  void accountNeedsNoConfirmedAddress() throws Exception {
    JsonObject account = frost.signUp();
    String login = account.findString("token").orElseThrow();
    String token = calls.post("/tokens", login, "{}").text("apiToken");
    frost.change(
        "update frost.account set verified = false where id = ?::uuid",
        account.findString("id").orElseThrow());

    assertEquals(200, send(Map.of("token", token), "unconfirmed").status());
  }

  @Test
  void announcedFileThatIsTooLarge_isRefusedBeforeItComes() throws Exception {
    assertEquals(
        "403 File too big. Got 15.10 MiB. Max is 15.00 MiB.",
        raw(apiToken("test"), "Content-Length: 15833498", ""));
  }

  @Test
  void unannouncedFileThatIsTooLarge_isRefused_andNotKept() throws Exception {
    int before = frost.test.contents().size();

    String answer =
        raw(apiToken("test"), "Transfer-Encoding: chunked", chunked("x".repeat(LARGEST + 1)));

    assertTrue(answer.matches("403 File too big. Got 15.0\\d MiB. Max is 15.00 MiB."), answer);
    assertEquals(before, frost.test.contents().size());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void largestFile_isTaken_announcedOrNot(boolean announced) throws Exception {
    String file = "y".repeat(LARGEST);

    String answer =
        announced
            ? raw(apiToken("test"), "Content-Length: " + LARGEST, file)
            : raw(apiToken("test"), "Transfer-Encoding: chunked", chunked(file));

    assertTrue(answer.startsWith("200 [{\"hash\":\"" + NodeDouble.hashOf(file)), answer);
  }

  @Test
  void callerWhoWaitsToBeTold_isTold() throws Exception {
    try (Socket socket = socket()) {
      write(socket, head(apiToken("test"), "Content-Length: 5\r\nExpect: 100-continue"));
      assertEquals("HTTP/1.1 100 Continue", line(socket));
      write(socket, "later");
      assertEquals("", line(socket));
      assertEquals("HTTP/1.1 200 OK", line(socket));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 0", "X-Nothing: 1"})
  void emptyBody_isToldSo(String header) throws Exception {
    assertEquals(
        "422 The body is empty. Send the bytes of the file as the body.",
        raw(apiToken("test"), header, ""));
    assertEquals(
        "422 The body is empty. Send the bytes of the file as the body.",
        raw(apiToken("test"), "Transfer-Encoding: chunked", "0\r\n\r\n"));
  }

  @Test
  void nodeThatFails_isAway_andTheCallerMayTryAgain() throws Exception {
    frost.test.failWith(500);

    Reply reply = send(Map.of("token", apiToken("test")), "some");

    assertEquals(503, reply.status());
    assertEquals("5", reply.header("Retry-After"));
  }

  @Test
  void nodeThatRefuses_isQuoted() throws Exception {
    frost.test.failWith(422);
    assertEquals("422 told to fail", send(Map.of("token", apiToken("test")), "some").line());
  }

  @Test
  void callerWhoGoesAwayInTheMiddle_leavesNothing_andNobodyWaits() throws Exception {
    String token = apiToken("test");
    int before = frost.test.contents().size();
    for (int i = 0; i < 70; i++) {
      try (Socket socket = socket()) {
        write(socket, head(token, "Content-Length: 100000") + "x".repeat(50_000));
      }
    }
    eventually(
        "a place for the next", () -> send(Map.of("token", token), "the next").status() == 200);
    assertEquals(before + 1, frost.test.contents().size());
  }

  @Test
  void uploadsAtOnce_areBounded() throws Exception {
    String token = apiToken("test");
    List<String> others = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      others.add(apiToken("test"));
    }
    List<Socket> slow = new ArrayList<>();
    try {
      eventually(
          "all places taken",
          () -> {
            for (String other : others) {
              slow.add(drip(other));
            }
            return send(Map.of("token", token), "one more").status() == 503;
          });
      Reply reply = send(Map.of("token", token), "one more");
      assertEquals("503 Too many files are being sent at the moment; try again.", reply.line());
      assertEquals("5", reply.header("Retry-After"));
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    eventually("a place again", () -> send(Map.of("token", token), "one more").status() == 200);
  }

  /// A file that does not come.
  private Socket drip(String token) throws IOException {
    Socket socket = socket();
    write(socket, head(token, "Content-Length: 10") + "x");
    return socket;
  }

  @Test
  void uploadsOfOneAccountAtOnce_areBounded_andHoldUpNobodyElse() throws Exception {
    String token = apiToken("test");
    List<Socket> slow = new ArrayList<>();
    try {
      eventually(
          "all of its places taken",
          () -> {
            slow.add(drip(token));
            return send(Map.of("token", token), "one more").status() == 429;
          });
      Reply reply = send(Map.of("token", token), "one more");
      assertEquals(
          "429 This account is sending 4 files already, as many as it may at once. Try again when one"
              + " has arrived.",
          reply.line());
      assertEquals("5", reply.header("Retry-After"));
      assertEquals(
          reply.line(), raw(token, "Content-Length: 5\r\nExpect: 100-continue", ""), "asked first");
      assertEquals(200, send(Map.of("token", apiToken("test")), "of another").status());
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    eventually("a place again", () -> send(Map.of("token", token), "one more").status() == 200);
  }

  @Test
  void callerWhoWaitsToBeTold_andIsRefused_isToldThatInstead() throws Exception {
    String asks = "Connection: close\r\nExpect: 100-continue\r\nContent-Length: ";
    String login = frost.newToken();

    assertEquals("404 Not Found", closed(head("", asks + 5)));
    assertEquals("422 Invalid token.", closed(head("x", asks + 5)));
    assertTrue(closed(head(login, asks + 5)).startsWith("401 Incorrect Token Type."));
    assertEquals(
        "403 File too big. Got 15.00 MiB. Max is 15.00 MiB.",
        closed(head(apiToken("test"), asks + (LARGEST + 1))));
  }

  /// As [Calls#raw], of a whole head.
  private String closed(String head) throws Exception {
    return calls.raw(head.strip());
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /accounts/data%3A%2Cx/poe-challenge",
    "GET, /registries",
    "POST, /registries",
    "GET, /registries/1",
    "POST, /registries/1"
  })
  void legacyRoutes_areNotThere(String method, String path) throws Exception {
    String token = frost.newToken();
    Map<String, String> headers = Map.of("token", token, "Content-Type", "application/json");
    byte[] body = method.equals("POST") ? "{}".getBytes(UTF_8) : new byte[0];

    assertEquals("404 Not Found", calls.call(method, path, headers, body).line());
    assertEquals("404 Not Found", calls.call(method, path).line());
  }

  private static String chunked(String body) {
    return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
  }

  private static String head(String token, String header) {
    return "POST /archives HTTP/1.1\r\nHost: frost\r\n"
        + (token.isEmpty() ? "" : "token: " + token + "\r\n")
        + header
        + "\r\n\r\n";
  }

  private Socket socket() throws IOException {
    URI uri = URI.create(calls.base());
    Socket socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static String line(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = socket.getInputStream().read();
    while (next >= 0 && next != '\n') {
      line.append((char) next);
      next = socket.getInputStream().read();
    }
    return line.toString().strip();
  }

  /// Sends exactly these bytes, and reads the answer: status and text.
  private String raw(String token, String header, String body) throws IOException {
    try (Socket socket = socket()) {
      write(socket, head(token, header) + body);
      String status = line(socket).split(" ")[1];
      int length = 0;
      for (String field = line(socket); !field.isEmpty(); field = line(socket)) {
        if (field.toLowerCase(java.util.Locale.ROOT).startsWith("content-length: ")) {
          length = Integer.parseInt(field.substring("content-length: ".length()));
        }
      }
      return status + " " + new String(socket.getInputStream().readNBytes(length), UTF_8);
    }
  }
}
