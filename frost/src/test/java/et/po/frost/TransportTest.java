package et.po.frost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(FrostExtension.class)
final class TransportTest {
  private static final Map<String, String> ALWAYS =
      Map.ofEntries(
          Map.entry("Access-Control-Allow-Origin", "*"),
          Map.entry("Vary", "Origin"),
          Map.entry("Content-Security-Policy", "script-src 'self'"),
          Map.entry("X-Content-Security-Policy", "script-src 'self'"),
          Map.entry("X-WebKit-CSP", "script-src 'self'"),
          Map.entry("X-Frame-Options", "DENY"),
          Map.entry("X-Content-Type-Options", "nosniff"),
          Map.entry("X-XSS-Protection", "1; mode=block"),
          Map.entry("Referrer-Policy", "same-origin"),
          Map.entry("Strict-Transport-Security", "max-age=15552000; includeSubDomains"),
          Map.entry("X-DNS-Prefetch-Control", "off"),
          Map.entry("X-Download-Options", "noopen"));

  private final Calls calls;
  private final RunningFrost frost;

  TransportTest(RunningFrost frost) {
    this.frost = frost;
    this.calls = frost.calls;
  }

  @ParameterizedTest
  @CsvSource({
    "/login, 600000, 413 request entity too large",
    "/nowhere, 5, 404 Not Found",
    "/health, 600000, 405 Method Not Allowed",
  })
  void callerWhoWaitsToSend_whatIsNotWanted_isToldThatInstead(
      String path, int length, String answer) throws Exception {
    assertEquals(answer, calls.raw(waiting(path, length)));
  }

  private static String waiting(String path, int length) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: frost\r\nContent-Type: application/json\r\nContent-Length: "
        + length
        + "\r\nExpect: 100-continue";
  }

  @Test
  void callerWhoWaitsToSend_isToldTo() throws Exception {
    URI uri = URI.create(calls.base());
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write((waiting("/login", 2) + "\r\n\r\n").getBytes(UTF_8));
      String told = "HTTP/1.1 100 Continue\r\n\r\n";
      assertEquals(told, new String(socket.getInputStream().readNBytes(told.length()), UTF_8));
      socket.getOutputStream().write("{}".getBytes(UTF_8));
      String status = "HTTP/1.1 422 ";
      assertEquals(status, new String(socket.getInputStream().readNBytes(status.length()), UTF_8));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /health, 200, OK",
    "HEAD, /health, 200, ''",
    "GET, /HEALTH/, 200, OK",
    "GET, /Health, 200, OK",
    "GET, /, 404, Not Found",
    "GET, /nowhere, 404, Not Found",
    "GET, /health//, 404, Not Found",
    "GET, /works/a/b, 404, Not Found",
    "POST, /health, 405, Method Not Allowed",
    "PUT, /works, 405, Method Not Allowed",
    "GET, /login, 405, Method Not Allowed",
    "BREW, /works, 501, Not Implemented",
    "BREW, /nowhere, 501, Not Implemented",
    "OPTIONS, /nowhere, 404, Not Found",
    "OPTIONS, /works, 200, ''",
  })
  void everyAnswer_hasStatusTextTypeAndHeaders(String method, String path, int status, String text)
      throws Exception {
    Reply reply = calls.call(method, path);

    assertEquals(status + " " + text, reply.line());
    assertEquals("text/plain; charset=utf-8", reply.header("Content-Type"));
    ALWAYS.forEach((name, value) -> assertEquals(value, reply.header(name), name));
  }

  @ParameterizedTest
  @CsvSource({
    "/works, 'POST, HEAD, GET'",
    "/works/1, 'HEAD, GET'",
    "/tokens/1, DELETE",
    "/login, POST",
  })
  void wrongMethod_isToldTheRightOnes(String path, String allowed) throws Exception {
    assertEquals(allowed, calls.call("PUT", path).header("Allow"));
    assertEquals(allowed, calls.call("OPTIONS", path).header("Allow"));
  }

  @Test
  void preflight_echoesTheHeadersAskedFor() throws Exception {
    Reply reply =
        calls.call(
            "OPTIONS",
            "/works",
            Map.of(
                "Access-Control-Request-Method", "POST",
                "Access-Control-Request-Headers", "token,content-type"),
            new byte[0]);

    assertEquals("204 ", reply.line());
    assertEquals(
        "GET,PUT,POST,PATCH,DELETE,HEAD,OPTIONS", reply.header("Access-Control-Allow-Methods"));
    assertEquals("token,content-type", reply.header("Access-Control-Allow-Headers"));
    assertEquals("*", reply.header("Access-Control-Allow-Origin"));
  }

  @Test
  void answersUnderWorks_nameMethodsAndHeaders() throws Exception {
    Reply reply = calls.call("GET", "/works/1");

    assertEquals("404 Not Found", reply.line());
    assertEquals("POST,GET", reply.header("Access-Control-Allow-Methods"));
    assertEquals("Content-Type,token", reply.header("Access-Control-Allow-Headers"));
    assertEquals("", calls.call("GET", "/health").header("Access-Control-Allow-Methods"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | {\"a\": | 400",
        "application/json | {\"a\":1} {} | 400",
        "application/json | {'a':1} | 400",
        "application/json; charset=utf-8 | [1, | 400",
        "application/vnd.api+json | { | 400",
        "application/json-patch+json | { | 400",
        "application/csp-report | { | 400",
      })
  void malformedJson_is400WithASentence_onEveryPath(String type, String body, int status)
      throws Exception {
    for (String path : new String[] {"/login", "/works", "/nowhere"}) {
      Reply reply = calls.post(path, Map.of("Content-Type", type), body);
      assertEquals(status, reply.status(), path);
      assertTrue(reply.body().length() > 10, reply.body());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1", "\"text\"", "true", "null", "hello", "' '"})
  void jsonThatIsNoObjectOrArray_is400(String body) throws Exception {
    assertEquals(
        "400 invalid JSON, only supports object and array",
        calls.post("/login", Map.of(), body).line());
  }

  @Test
  void deeplyNestedJson_is400() throws Exception {
    String body = "[".repeat(100_000) + "]".repeat(100_000);

    assertEquals(400, calls.post("/login", Map.of(), body).status());
  }

  @ParameterizedTest
  @CsvSource({"application/json", "application/x-www-form-urlencoded"})
  void bodyOver500KiB_is413_andOneOf500KiBIsRead(String type) throws Exception {
    byte[] body = ("{\"a\":\"" + "x".repeat(512_000 - 8) + "\"}").getBytes(UTF_8);
    byte[] larger = (new String(body, UTF_8) + " ").getBytes(UTF_8);

    assertEquals(422, calls.call("POST", "/login", Map.of("Content-Type", type), body).status());
    assertEquals(
        "413 request entity too large",
        calls.call("POST", "/login", Map.of("Content-Type", type), larger).line());
  }

  @Test
  void bodyOf10MiB_isAnsweredAlthoughTheClientStillWrites() throws Exception {
    byte[] body = new byte[10 << 20];

    assertEquals("413 request entity too large", post(body, "Content-Length: " + body.length));
    assertEquals("200 OK", calls.call("GET", "/health").line());
  }

  @Test
  void bodyWithoutALength_isLimitedToo() throws Exception {
    byte[] chunk = new byte[600_000];
    byte[] head = (Integer.toHexString(chunk.length) + "\r\n").getBytes(UTF_8);
    byte[] tail = "\r\n0\r\n\r\n".getBytes(UTF_8);
    byte[] body = new byte[head.length + chunk.length + tail.length];
    System.arraycopy(head, 0, body, 0, head.length);
    System.arraycopy(tail, 0, body, head.length + chunk.length, tail.length);

    assertEquals("413 request entity too large", post(body, "Transfer-Encoding: chunked"));
  }

  private String post(byte[] body, String lengthHeader) throws Exception {
    URI uri = URI.create(calls.base());
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /login HTTP/1.1\r\nHost: frost\r\nContent-Type: application/json\r\n"
                  + lengthHeader
                  + "\r\n\r\n")
              .getBytes(UTF_8));
      out.write(body);
      out.flush();
      InputStream in = socket.getInputStream();
      StringBuilder text = new StringBuilder();
      while (!text.toString().endsWith("too large")) {
        int next = in.read();
        if (next < 0) {
          break;
        }
        text.append((char) next);
      }
      String[] lines = text.toString().split("\r\n");
      return lines[0].split(" ")[1] + " " + lines[lines.length - 1];
    }
  }

  @ParameterizedTest
  @CsvSource({"text/plain", "application/ld+json", "multipart/form-data", "''"})
  void otherTypes_countAsAnEmptyObject(String type) throws Exception {
    String email = RunningFrost.newAddress();
    Map<String, String> headers = type.isEmpty() ? Map.of() : Map.of("Content-Type", type);
    byte[] body = RunningFrost.credentials(email, RunningFrost.PASSWORD).getBytes(UTF_8);

    assertEquals(
        "422 One of the inputs is not valid. ValidationError: child \"email\" fails because [\"email\""
            + " is required]",
        calls.call("POST", "/accounts", headers, body).line());
  }

  @Test
  void form_isReadLikeJson() throws Exception {
    String email = RunningFrost.newAddress();
    String form = "email=" + email.replace("@", "%40") + "&password=Correct-Horse+7";

    Reply reply =
        calls.call(
            "POST",
            "/accounts",
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            form.getBytes(UTF_8));

    assertEquals(200, reply.status(), reply.body());
    assertEquals("application/json; charset=utf-8", reply.header("Content-Type"));
    assertEquals(
        200,
        calls
            .post("/login", Map.of(), RunningFrost.credentials(email, "Correct-Horse 7"))
            .status());
  }

  @Test
  void oldClientsTypeOnAGetWithoutBody_isFine() throws Exception {
    String token = frost.newToken();

    Reply reply =
        calls.call(
            "GET",
            "/tokens",
            Map.of("Content-Type", "application/json", "token", token),
            new byte[0]);

    assertEquals(200, reply.status(), reply.body());
  }
}
