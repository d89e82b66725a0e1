package et.po.frost;

import static et.po.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.frost.database.Sql;
import et.po.frost.webhooks.Receiver;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Webhooks as their owners and receivers see them.
@ExtendWith(FrostExtension.class)
final class WebhookTest {
  private static final String WORK =
      "{\"name\":\"A title\",\"datePublished\":\"2018\",\"dateCreated\":\"2018\","
          + "\"author\":\"Somebody\"}";

  private final RunningFrost frost;
  private final Calls calls;
  private final Receiver receiver = Receiver.start();
  private String token;

  WebhookTest(RunningFrost frost) {
    this.frost = frost;
    this.calls = frost.calls;
  }

  @BeforeEach
  void logIn() throws Exception {
    token = frost.newToken();
  }

  @AfterEach
  void stop() {
    receiver.close();
    frost.test.failWith(0);
  }

  private Reply add(String members) throws Exception {
    return calls.post("/webhooks", token, "{\"url\":\"" + receiver.url() + "\"" + members + "}");
  }

  private String register() throws Exception {
    Reply reply = calls.post("/works", token, WORK);
    assertEquals(200, reply.status(), reply.body());
    return reply.text("workId");
  }

  private List<JsonObject> deliveries(String id) throws Exception {
    Reply reply = calls.get("/webhooks/" + id + "/deliveries", token);
    assertEquals(200, reply.status(), reply.body());
    return objects(reply, "deliveries");
  }

  private static List<JsonObject> objects(Reply reply, String member) {
    return ((JsonArray) reply.object().find(member).orElseThrow())
        .items().stream().map(JsonObject.class::cast).toList();
  }

  private static JsonObject anchor(String hash, int height, int confirmations) throws Exception {
    return (JsonObject)
        Json.parse(
            "{\"status\":\"anchored\",\"transactionId\":\"t\",\"blockHash\":\"%s\",\"blockHeight\":%d,\"confirmations\":%d}"
                .formatted(hash, height, confirmations));
  }

  @Test
  void whatBecomesOfAWork_isTold_signedAndInOrder() throws Exception {
    Reply added = add("");
    assertEquals(200, added.status(), added.body());
    String work = register();

    eventually("accepted", () -> receiver.messages().size() == 1);
    frost.test.anchor(work, anchor("aa", 7, 1));
    eventually("anchored", () -> receiver.messages().size() == 2);
    frost.test.anchor(work, anchor("aa", 7, 3));
    eventually("confirmed", () -> receiver.messages().size() == 3);
    frost.test.anchor(work, (JsonObject) Json.parse("{\"status\":\"sent\"}"));
    eventually("reorganised", () -> receiver.messages().size() == 4);

    assertEquals(
        List.of("work.accepted", "work.anchored", "work.confirmed", "work.reorganised"),
        receiver.types());
    assertTrue(
        receiver.messages().stream()
            .allMatch(message -> message.isSignedWith(added.text("secret"))));
    assertEquals(
        "{\"workId\":\""
            + work
            + "\",\"network\":\"test\",\"anchor\":{\"transactionId\":\"t\",\"blockHash\":\"aa\","
            + "\"blockHeight\":7,\"confirmations\":1}}",
        receiver.messages().get(1).json().findObject("data").orElseThrow().text());
    assertEquals(
        "{\"workId\":\""
            + work
            + "\",\"network\":\"test\",\"previousAnchor\":{\"transactionId\":\"t\","
            + "\"blockHash\":\"aa\",\"blockHeight\":7}}",
        receiver.messages().get(3).json().findObject("data").orElseThrow().text());
  }

  /// Anybody may anchor a work once more: which anchor a node shows is no news of the other.
  @Test
  void otherAnchorThatIsShown_isNoReorganisation_beforeTheFirstIsGone() throws Exception {
    add("");
    String work = register();
    eventually("accepted", () -> receiver.messages().size() == 1);
    frost.test.anchor(work, anchor("aa", 7, 1));
    eventually("anchored", () -> receiver.messages().size() == 2);
    frost.test.otherAnchor(work, "t", anchor("aa", 7, 2));
    frost.test.anchor(work, strangers(anchor("bb", 6, 3)));
    int looks = frost.test.looksAt(work);
    eventually("it is looked at", () -> frost.test.looksAt(work) > looks + 2);
    assertEquals(List.of("work.accepted", "work.anchored"), receiver.types());
    frost.test.otherAnchor(work, "t", anchor("aa", 7, 3));
    eventually("confirmed", () -> receiver.messages().size() == 3);

    frost.test.noOtherAnchor(work, "t");
    eventually("reorganised and confirmed", () -> receiver.messages().size() == 6);
    assertEquals(
        List.of(
            "work.accepted",
            "work.anchored",
            "work.confirmed",
            "work.anchored",
            "work.confirmed",
            "work.reorganised"),
        Stream.concat(
                receiver.types().subList(0, 3).stream(),
                // These come at once, and may overtake each other.
                receiver.types().subList(3, 6).stream().sorted())
            .toList());
  }

  private static JsonObject strangers(JsonObject anchor) {
    return anchor.with("transactionId", new JsonString("u"));
  }

  @Test
  void deliveriesOfAWork_nameIt_andTestsAreFew() throws Exception {
    String id = add("").text("id");
    String work = register();
    eventually("accepted", () -> deliveries(id).size() == 1);
    assertEquals(Optional.of(work), deliveries(id).getFirst().findString("workId"));

    String path = "/webhooks/" + id + "/test";
    for (int i = 0; i < 6; i++) {
      assertEquals(200, calls.post(path, token, "").status());
    }
    Reply seventh = calls.post(path, token, "");

    assertEquals(429, seventh.status());
    assertTrue(seventh.body().startsWith("There are too many test messages"), seventh.body());
    assertFalse(seventh.header("Retry-After").isEmpty());
    assertEquals("6", seventh.header("RateLimit-Limit"));
  }

  @Test
  void onlyTheEventsThatWereAskedFor_areTold() throws Exception {
    add(",\"events\":[\"work.anchored\"]");
    frost.test.anchor(register(), anchor("bb", 8, 9));

    eventually("anchored", () -> !receiver.messages().isEmpty());

    assertEquals(List.of("work.anchored"), receiver.types());
  }

  @Test
  void workThatTheNodeTook_whileFrostDied_isToldLater() throws Exception {
    add("");
    String work = register();
    eventually("accepted", () -> receiver.messages().size() == 1);
    // As if Frost had ended between the node's answer and the note of it.
    frost.change(
        "update frost.followed_work set stage = 'SUBMITTED', due = now() where work = ?", work);

    eventually("accepted", () -> receiver.messages().size() == 2);

    assertEquals(List.of("work.accepted", "work.accepted"), receiver.types());
  }

  private List<String> followed(String work) throws Exception {
    return frost.database.read(connection ->
        Sql.list(
            connection,
            row -> row.getString(1),
            "select work from frost.followed_work where work = ?",
            work));
  }

  @Test
  void worksAreFollowed_onlyForAccountsThatHaveAWebhook() throws Exception {
    assertEquals(List.of(), followed(register()));
    String id = add("").text("id");
    String other = add("").text("id");
    String work = register();

    assertEquals(List.of(work), followed(work));
    calls.delete("/webhooks/" + id, token);
    assertEquals(List.of(work), followed(work));
    calls.delete("/webhooks/" + other, token);
    assertEquals(List.of(), followed(work));
  }

  @Test
  void blockThatStaysTheSame_isNoNews() throws Exception {
    add(",\"events\":[\"work.accepted\",\"work.anchored\",\"work.reorganised\"]");
    String work = register();
    frost.test.anchor(work, anchor("cc", 9, 1));
    eventually("anchored", () -> receiver.messages().size() == 2);
    int looks = frost.test.looksAt(work);

    eventually("it is looked at again", () -> frost.test.looksAt(work) > looks + 2);

    // Messages to one receiver are on their way at once, so they may arrive in any order.
    assertEquals(
        List.of("work.accepted", "work.anchored"), receiver.types().stream().sorted().toList());
  }

  @Test
  void webhooks_areListedWithoutTheirSecrets_andRemovedWithTheirDeliveries() throws Exception {
    Reply added = add(",\"events\":[\"work.confirmed\"]");
    String id = added.text("id");
    String secret = added.text("secret");
    assertTrue(secret.matches("whsec_[A-Za-z0-9+/]{43}="), secret);

    Reply list = calls.get("/webhooks", token);

    assertEquals(List.of(added.object().without("secret")), objects(list, "webhooks"));
    assertFalse(list.body().contains("whsec_"));
    assertEquals(200, calls.post("/webhooks/" + id + "/test", token, "").status());
    assertEquals("200 OK", calls.delete("/webhooks/" + id, token).line());
    assertEquals("404 Webhook not found.", calls.delete("/webhooks/" + id, token).line());
    assertEquals(
        "404 Webhook not found.", calls.get("/webhooks/" + id + "/deliveries", token).line());
    assertEquals(List.of(), objects(calls.get("/webhooks", token), "webhooks"));
  }

  @Test
  void audit_saysWhichWebhookWasAddedAndRemoved_butNotWhere() throws Exception {
    String id = add("").text("id");
    calls.delete("/webhooks/" + id, token);

    String audit = calls.get("/accounts/audit", token).body();

    String details = "\"details\":{\"webhook\":\"" + id + "\"}";
    assertEquals(3, audit.split(java.util.regex.Pattern.quote(details), -1).length, audit);
    assertTrue(audit.indexOf("webhook-removed") < audit.indexOf("webhook-added"), audit);
    assertTrue(audit.contains("webhook-removed"), audit);
    assertFalse(audit.contains("/hook"), audit);
  }

  @Test
  void database_keepsNoSecretInTheClear() throws Exception {
    Reply added = add("");
    byte[] secret = java.util.Base64.getDecoder().decode(added.text("secret").substring(6));

    byte[] sealed =
        frost.database.read(connection ->
            Sql.find(
                    connection,
                    row -> row.getBytes(1),
                    "select secret from frost.webhook where id = ?",
                    UUID.fromString(added.text("id")))
                .orElseThrow());

    assertFalse(
        java.util.HexFormat.of()
            .formatHex(sealed)
            .contains(java.util.HexFormat.of().formatHex(secret)));
  }

  @Test
  void ping_comes_isLogged_andCanBeSentAgain() throws Exception {
    receiver.answerWith(500);
    String id = add("").text("id");
    String delivery = calls.post("/webhooks/" + id + "/test", token, "").text("id");

    eventually("a refusal is logged", () -> deliveries(id).getFirst().text().contains("500"));
    JsonObject waiting = deliveries(id).getFirst();
    assertEquals(Optional.of(delivery), waiting.findString("id"));
    assertEquals(Optional.of("ping"), waiting.findString("event"));
    assertEquals(Optional.empty(), waiting.findString("workId"));
    assertEquals(Optional.of(receiver.messages().getFirst().id()), waiting.findString("webhookId"));
    assertEquals(Optional.of("waiting"), waiting.findString("status"));
    assertTrue(waiting.findString("nextAttempt").isPresent());

    String path = "/webhooks/" + id + "/deliveries/" + delivery + "/resend";
    assertEquals("200 OK", calls.post(path, token, "").line());
    eventually(
        "it is delivered",
        () ->
            deliveries(id).getFirst().findString("status").filter("delivered"::equals).isPresent());
    assertEquals(2, receiver.messages().size());
    assertEquals(receiver.messages().get(0).id(), receiver.messages().get(1).id());
    assertEquals("200 OK", calls.post(path, token, "").line());
    eventually("it comes again", () -> receiver.messages().size() == 3);
    assertEquals(
        "404 Delivery not found.",
        calls
            .post("/webhooks/" + id + "/deliveries/" + UUID.randomUUID() + "/resend", token, "")
            .line());
  }

  @Test
  void deliveries_comeInPages_newestFirst() throws Exception {
    String id = add("").text("id");
    String first = calls.post("/webhooks/" + id + "/test", token, "").text("id");
    String second = calls.post("/webhooks/" + id + "/test", token, "").text("id");
    String path = "/webhooks/" + id + "/deliveries";

    Reply page = calls.get(path + "?limit=1", token);
    Reply rest = calls.get(path + "?limit=1&before=" + second, token);

    assertEquals(Optional.of(second), objects(page, "deliveries").getFirst().findString("id"));
    assertEquals(Optional.of(first), objects(rest, "deliveries").getFirst().findString("id"));
    assertEquals(List.of(), objects(calls.get(path + "?before=" + first, token), "deliveries"));
    assertEquals(422, calls.get(path + "?limit=101", token).status());
    assertEquals(422, calls.get(path + "?limit=0", token).status());
    assertEquals(422, calls.get(path + "?before=x", token).status());
  }

  @Test
  void others_seeAndDoNothing() throws Exception {
    String id = add("").text("id");
    String delivery = calls.post("/webhooks/" + id + "/test", token, "").text("id");
    String other = frost.newToken();
    String none = "404 Webhook not found.";

    assertEquals(none, calls.delete("/webhooks/" + id, other).line());
    assertEquals(none, calls.post("/webhooks/" + id + "/test", other, "").line());
    assertEquals(none, calls.get("/webhooks/" + id + "/deliveries", other).line());
    assertEquals(
        none,
        calls.post("/webhooks/" + id + "/deliveries/" + delivery + "/resend", other, "").line());
    assertEquals(List.of(), objects(calls.get("/webhooks", other), "webhooks"));
  }

  @Test
  void eleventhWebhook_isRefused_alsoOfManyAtOnce() throws Exception {
    List<Thread> threads = new java.util.ArrayList<>();
    java.util.Queue<Integer> statuses = new java.util.concurrent.ConcurrentLinkedQueue<>();
    for (int i = 0; i < 14; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  statuses.add(add("").status());
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertEquals(10, statuses.stream().filter(status -> status == 200).count());
    assertEquals(4, statuses.stream().filter(status -> status == 409).count());
    assertEquals("409 An account may have ten webhooks; remove one first.", add("").line());
  }

  @Test
  void inputs_areChecked_afterTokenAccountAndKind() throws Exception {
    String api = calls.post("/tokens", token, "{}").text("apiToken");
    assertEquals("404 Not Found", calls.post("/webhooks", Map.of(), "{}").line());
    assertEquals(
        "409 The token does not have sufficient permissions for this action.",
        calls.post("/webhooks", api, "{}").line());
    assertEquals(
        "422 One of the inputs is not valid. ValidationError: child \"url\" fails because [\"url\""
            + " is required]",
        calls.post("/webhooks", token, "{}").line());
    assertEquals(422, add(",\"events\":[]").status());
    assertEquals(422, add(",\"events\":[\"ping\"]").status());
    assertEquals(422, add(",\"events\":\"work.accepted\"").status());
    assertEquals(422, add(",\"other\":1").status());
    assertEquals(
        "422 A receiver's URL has neither user and password nor a fragment.",
        calls.post("/webhooks", token, "{\"url\":\"https://a:b@example.com/\"}").line());
    assertEquals(
        "422 The receiver's host is not at a public address.",
        calls.post("/webhooks", token, "{\"url\":\"http://169.254.169.254/latest\"}").line());
  }

  @Test
  void whereOthersHaveAccounts_thisMachineIsNoReceiver() throws Exception {
    try (RunningFrost strict = RunningFrost.start(false)) {
      JsonObject account = strict.signUp();
      String login = account.findString("token").orElseThrow();
      String body = "{\"url\":\"https://localhost:" + receiver.port() + "/\"}";
      assertEquals(
          "409 The specified account is not verified.",
          strict.calls.post("/webhooks", login, body).line());
      strict.change("update frost.account set verified = true");

      assertEquals(
          "422 The receiver's host is not at a public address.",
          strict.calls.post("/webhooks", login, body).line());
      assertEquals(
          "422 A receiver's URL begins with https://.",
          strict.calls.post("/webhooks", login, "{\"url\":\"" + receiver.url() + "\"}").line());
    }
  }
}
