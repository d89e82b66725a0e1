package et.po.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The clients that people already have, unmodified, against Frost and a node as they are shipped.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OldClientsTest {
  private static final int OFFSET = Checkout.PORT_OFFSET + 600;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODIFIED = "2018-04-03T20:14:40+00:00";

  private static final WordPress.Article ARTICLE =
      new WordPress.Article(
          "https://blog.example.com/2018/04/gruesse/",
          "Gr\u00fc\u00dfe &amp; K\u00fcsse \u2013 \ud83d\ude00",
          "J\u00f6rg M\u00fcller",
          "a/b,\u00e4",
          "<!-- wp:paragraph -->\n<p>\"Text\" mit \\ und <a href=\"https://example.com/\">Link</a>,\r\n\tTab"
              + " \u2028</p>");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Checkout checkout;
  private final LocalRun run;
  private final StrictFrost frost;

  OldClientsTest() throws Exception {
    checkout = Checkout.open();
    run = LocalRun.start(checkout, checkout.path("data"), OFFSET);
    frost = StrictFrost.start(checkout, run);
  }

  @AfterAll
  void stop() throws IOException {
    http.close();
    frost.close();
    run.close();
    checkout.close();
  }

  @Test
  @Tag("real")
  void frostClient_doesAllItsOperations() throws Exception {
    assumeTrue(
        StockScript.isFetched("frost-client", "@po.et/frost-client"),
        "Frost's published client is not installed: run tools/oracles/frost-client/fetch");
    String email = "raven@example.com";

    String output =
        StockScript.run(nothing(), "frost-client/work.js", frost.base().toString(), email);

    ObjectNode results = JSON.createObjectNode();
    Set<String> operations = new HashSet<>();
    for (String line : output.lines().toList()) {
      JsonNode did = JSON.readTree(line);
      operations.add(did.get("operation").asText());
      results.set(did.get("operation").asText(), did.get("result"));
    }
    assertEquals(
        Set.of(
            "create",
            "login",
            "sendEmailVerifyAccount",
            "verifyAccount",
            "sendEmailForgotPassword",
            "changePassword",
            "changePasswordWithToken",
            "createApiToken",
            "createApiToken live",
            "getApiTokens",
            "removeApiToken",
            "createWork",
            "createWork live",
            "getWork",
            "getWorks",
            "getProfile",
            "rejected"),
        operations);
    assertEquals(email, results.get("getProfile").get("email").asText());
    assertFalse(results.get("getProfile").get("verified").asBoolean());
    assertEquals("OK", results.get("sendEmailVerifyAccount").asText());
    assertEquals("OK", results.get("changePassword").asText());
    assertEquals("OK", results.get("removeApiToken").asText());
    assertEquals("Expired token.", results.get("rejected").asText());
    assertEquals(3, results.get("getApiTokens").get("apiTokens").size());
    assertEquals("The Raven </script>", results.get("getWork").get("name").asText());
    assertEquals("Lenore", results.get("getWorks").get(0).get("name").asText());
    String id = results.get("createWork").get("workId").asText();
    assertEquals(
        "Once upon a <em>midnight dreary</em>, \u2028while I pondered",
        new String(content(id), UTF_8));
  }

  @Test
  @Tag("real")
  void poetJs_verifiesWhatFrostSigned_andTheNodeTakesWhatItSigned() throws Exception {
    assumeTrue(
        StockScript.isFetched("claims", "@po.et/poet-js"),
        "the original library is not installed: run tools/oracles/claims/fetch");
    String id = published(wordPress("poet-js@example.com").publish(ARTICLE, MODIFIED));
    ObjectNode envelope = (ObjectNode) work(id);
    envelope.remove("anchor");
    Path question = Files.writeString(checkout.path("question"), envelope.toString() + "\n");

    JsonNode answer = JSON.readTree(StockScript.run(question, "claims/answer.js"));

    assertEquals(id, answer.get("id").asText(), answer.toString());
    assertEquals(
        "{\"id\":true,\"schema\":true,\"signature\":true}",
        answer.get("checks").toString(),
        answer.toString());

    String signed = StockScript.run(nothing(), "claims/sign.js", "a phrase of this test");

    assertEquals(202, post(run.node().resolve("/works"), "", signed).statusCode());
    String own = JSON.readTree(signed).get("id").asText();
    assertEquals(own, work(own).get("id").asText());
  }

  @Test
  void wordPress_publishesAndUpdates() throws Exception {
    WordPress wordPress = wordPress("wordpress@example.com");

    String first = published(wordPress.publish(ARTICLE, MODIFIED));
    String second = published(wordPress.publish(ARTICLE, "2019-01-01T00:00:00+00:00"));

    assertFalse(first.equals(second), "an update is a claim of its own");
    JsonNode claim = work(first).get("claim");
    assertEquals(ARTICLE.title(), claim.get("name").asText());
    assertEquals(ARTICLE.author(), claim.get("author").asText());
    assertEquals(ARTICLE.tags(), claim.get("tags").asText());
    assertEquals(ARTICLE.permalink(), claim.get("canonicalUrl").asText());
    assertEquals(MODIFIED, claim.get("datePublished").asText());
    assertEquals(ARTICLE.source(), new String(content(first), UTF_8));
  }

  @Test
  void wordPress_withoutATitle_isToldSoInText_whichHasNoWorkId() throws Exception {
    WordPress.Article untitled =
        new WordPress.Article("https://blog.example.com/?p=1", "", "Jane", "", "text");

    WordPress.Answer answer = wordPress("untitled@example.com").publish(untitled, MODIFIED);

    assertEquals(
        new WordPress.Answer(
            422,
            "One of the inputs is not valid. ValidationError: child \"name\" fails because"
                + " [\"name\" is not allowed to be empty]"),
        answer);
  }

  @Test
  void wordPress_sendsAHundredOldArticles_oneAfterTheOther() throws Exception {
    WordPress wordPress = wordPress("backfill@example.com");
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      WordPress.Article article =
          new WordPress.Article(
              "https://blog.example.com/?p=" + i, "Article " + i, "Jane", "", i == 0 ? "" : "" + i);
      ids.add(published(wordPress.publish(article, MODIFIED)));
    }
    assertEquals(100, ids.size());
    for (String id : ids) {
      assertEquals(id, work(id).get("id").asText());
    }
  }

  /// The id that the plugin keeps; its badge asks for exactly 64 characters.
  private static String published(WordPress.Answer answer) throws IOException {
    assertEquals(200, answer.status(), answer.text());
    String id = JSON.readTree(answer.text()).get("workId").asText();
    assertTrue(id.matches("[0-9a-f]{64}"), id);
    return id;
  }

  /// The plugin with the token of a new account.
  private WordPress wordPress(String email) throws Exception {
    String credentials = "{\"email\":\"%s\",\"password\":\"Correct-Horse-7\"}".formatted(email);
    assertEquals(200, post(frost.base().resolve("/accounts"), "", credentials).statusCode());
    String session = verify(email);
    String token =
        JSON.readTree(post(frost.base().resolve("/tokens"), session, "{}").body())
            .get("apiToken")
            .asText();
    return new WordPress(frost.base().resolve("/works"), token);
  }

  /// Follows the link that came by mail, and gives the log-in token.
  private String verify(String email) throws Exception {
    JsonNode mails = JSON.readTree(get("/dev/mailbox"));
    for (JsonNode mail : mails) {
      if (mail.get("to").asText().equals(email)) {
        String token = mail.get("text").asText().replaceFirst("(?s).*[?]token=(\\S+).*", "$1");
        return JSON.readTree(get("/accounts/verify/" + token)).get("token").asText();
      }
    }
    throw new AssertionError("no mail to " + email + ": " + mails);
  }

  private byte[] content(String id) {
    return new NodeClient(run.node()).get("/files/" + work(id).get("claim").get("hash").asText());
  }

  /// A work as the node shows it, a moment after it was taken.
  private JsonNode work(String id) {
    NodeClient node = new NodeClient(run.node());
    Wait.until(
        Duration.ofSeconds(30),
        () -> node.has("/works/" + id),
        () -> "the node does not show " + id);
    return node.json("/works/" + id);
  }

  private String get(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(frost.base().resolve(path))
            .timeout(Duration.ofSeconds(30))
            .header("Accept", "application/json")
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer.body());
    return answer.body();
  }

  private HttpResponse<String> post(URI uri, String token, String json) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json));
    if (!token.isEmpty()) {
      request.header("token", token);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private Path nothing() throws IOException {
    return Files.writeString(checkout.path("nothing"), "");
  }
}
