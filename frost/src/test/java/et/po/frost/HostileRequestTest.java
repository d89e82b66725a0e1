package et.po.frost;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What no client of good will sends is refused in a sentence.
@ExtendWith(FrostExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileRequestTest {
  private final RunningFrost frost;
  private final Calls calls;
  private String token = "";
  private String issuer = "";

  HostileRequestTest(RunningFrost frost) {
    this.frost = frost;
    this.calls = frost.calls;
  }

  @BeforeAll
  void signUp() throws Exception {
    var account = frost.signUp();
    token = account.findString("token").orElseThrow();
    issuer = account.findString("issuer").orElseThrow();
  }

  private String get(String path, String headers) throws Exception {
    return calls.raw("GET " + path + " HTTP/1.1\r\nHost: frost\r\nConnection: close" + headers);
  }

  @ParameterizedTest
  @CsvSource({
    "/accounts/%00, 404 Account not found.",
    "/accounts/%2F, 404 Account not found.",
    "/accounts/%FF, 404 Account not found.",
    "/accounts/%ED%A0%80, 404 Account not found.",
    "/accounts?issuer=%00, 404 Account not found.",
    "/accounts?issuer=%FF, 404 Account not found.",
    "/works/%00, 404 Work not found.",
    "/works/..%2f..%2fetc, 404 Work not found.",
    "/accounts/%, 404 Account not found.",
    "/accounts?issuer=%, 400 The query has a broken percent escape.",
  })
  void path_ofAnyBytes_isAnsweredInASentence(String path, String expected) throws Exception {
    assertEquals(expected, get(path, "\r\ntoken: " + token));
  }

  @Test
  void path_thatIsLong_isAnswered() throws Exception {
    assertEquals("404 Account not found.", get("/accounts/" + "a".repeat(3_000), ""));
    assertEquals("414 ", get("/accounts/" + "a".repeat(70_000), ""));
  }

  @Test
  void token_thatIsNone_isRefused() throws Exception {
    assertEquals("422 Invalid token.", get("/works", "\r\ntoken: " + "a".repeat(7_000)));
    assertEquals("422 Invalid token.", get("/works", "\r\ntoken: a.b.\u00ff"));
    assertEquals("422 Invalid token.", get("/works", "\r\ntoken: x\r\ntoken: " + token));
    assertEquals("431 ", get("/works", "\r\ntoken: " + "a".repeat(100_000)));
  }

  @ParameterizedTest
  @CsvSource({
    "/accounts, email, 422",
    "/accounts, password, 422",
    "/login, email, 422",
    "/login, password, 404",
    "/password/reset, email, 422",
    "/password/change, password, 422",
    "/password/change, oldPassword, 403",
    "/works, name, 422",
    "/works, author, 422",
    "/works, tags, 422",
    "/works, hash, 422",
    "/works, datePublished, 422",
    "/works, archiveUrl, 422",
  })
  void text_withANulOrHalfASurrogatePair_isRefused(String path, String field, int status)
      throws Exception {
    for (String escape : new String[] {"\\u0000", "\\ud800", "\\udc00"}) {
      Reply reply = calls.post(path, token, body(path, field, escape));

      assertEquals(status, reply.status(), reply.body());
      assertTrue(reply.body().endsWith(".") || reply.body().endsWith("]"), reply.body());
    }
  }

  /// What the path takes, but with the escape in one field.
  private static String body(String path, String field, String escape) {
    Map<String, String> good =
        switch (path) {
          case "/works" ->
              Map.of("name", "n", "author", "a", "datePublished", "2018", "dateCreated", "2018");
          case "/password/reset" -> Map.of("email", RunningFrost.newAddress());
          case "/password/change" ->
              Map.of("password", "Battery-Staple-8", "oldPassword", RunningFrost.PASSWORD);
          default -> Map.of("email", RunningFrost.newAddress(), "password", RunningFrost.PASSWORD);
        };
    StringBuilder body =
        new StringBuilder("{\"" + field + "\":\"")
            .append(good.getOrDefault(field, "x"))
            .append(escape)
            .append('"');
    good.forEach((name, value) -> {
      if (!name.equals(field)) {
        body.append(",\"" + name + "\":\"" + value + "\"");
      }
    });
    return body.append('}').toString();
  }

  @ParameterizedTest
  @CsvSource({"email", "name", "bio", "ethereumAddress", "poeAddress", "poeSignature"})
  void profile_takesNoNulAndNoHalfOfASurrogatePair(String field) throws Exception {
    for (String escape : new String[] {"\\u0000", "\\ud800", "\\udc00"}) {
      Reply reply =
          calls.call(
              "PATCH",
              "/accounts/" + java.net.URLEncoder.encode(issuer, ISO_8859_1),
              Map.of("token", token, "Content-Type", "application/json"),
              ("{\"" + field + "\":\"x" + escape + "\"}").getBytes(ISO_8859_1));

      assertEquals(422, reply.status(), reply.body());
      assertTrue(reply.body().contains("\"" + field + "\""), reply.body());
    }
  }

  @Test
  void json_thatIsBroken_isRefusedWithThePlace() throws Exception {
    for (String path : new String[] {"/login", "/works", "/nowhere"}) {
      assertEquals(
          "400 Not JSON: what stands at character 6 cannot stand there.",
          calls.post(path, token, "{\"a\":x}").line());
      assertEquals(
          "400 Not JSON: what stands at line 2, character 2 cannot stand there.",
          calls.post(path, token, "{\n x}").line());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"email\":1e400,\"password\":\"x\"} | 422",
        "{\"email\":NaN} | 400",
        "{\"email\":01} | 400",
        "{\"email\":\"a@b.example\",\"email\":\"c@b.example\",\"password\":\"x\"} | 404",
        "\ufeff{} | 400",
      })
  void json_ofOddForm_isRefused(String body, int status) throws Exception {
    assertEquals(status, calls.post("/login", Map.of(), body).status());
  }
}
