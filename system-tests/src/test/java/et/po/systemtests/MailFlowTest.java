package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import et.po.systemtests.FrostCalls.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Mails from a Frost as in production to a mail server that we did not write.
@Tag("real")
class MailFlowTest {
  private static final String PASSWORD = "Correct-Horse-7";
  private static final String NEW_PASSWORD = "Battery-Staple-8";
  private static final String WRITER = "writer@example.com";
  private static final String LAST = "last@example.com";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final int port;
  private Checkout checkout;

  MailFlowTest() throws IOException {
    port = MailingFrost.freePort();
  }

  @BeforeEach
  void open() throws IOException {
    SmtpReceiver.require();
    checkout = Checkout.open();
  }

  @AfterEach
  void close() throws IOException {
    if (checkout != null) {
      checkout.close();
    }
  }

  private MailingFrost frost(String... settings) throws IOException {
    Map<String, String> mail = new java.util.HashMap<>();
    mail.put("FROST_SMTP_HOST", "localhost");
    mail.put("FROST_SMTP_PORT", "" + port);
    for (int i = 0; i < settings.length; i += 2) {
      mail.put(settings[i], settings[i + 1]);
    }
    return MailingFrost.start(checkout, mail);
  }

  private static String signUp(MailingFrost frost, String email) throws Exception {
    Answer answer =
        frost.calls().post("/accounts", "", Map.of("email", email, "password", PASSWORD));
    assertEquals(200, answer.status(), answer.body());
    return answer.json().get("token").asText();
  }

  /// The token in the link that both forms of a mail lead to.
  private static String token(JsonNode mail, String page, String linkId) {
    assertEquals(1, mail.get("links").size(), mail.toString());
    String link = mail.get("links").get(0).asText();
    assertTrue(link.startsWith(page + "?token="), link);
    assertTrue(mail.get("text").asText().lines().anyMatch(link::equals), mail.toString());
    assertEquals(linkId, mail.get("ids").get(0).asText());
    return link.substring(link.indexOf('=') + 1);
  }

  private static String header(JsonNode mail, String name) {
    List<String> values = new ArrayList<>();
    for (JsonNode header : mail.get("headers")) {
      if (header.get(0).asText().equalsIgnoreCase(name)) {
        values.add(header.get(1).asText());
      }
    }
    assertEquals(1, values.size(), name + " in " + mail);
    return values.getFirst();
  }

  private static void assertWellFormed(JsonNode mail) {
    assertEquals("[]", mail.get("defects").toString());
    assertEquals("multipart/alternative", mail.get("type").asText());
    assertEquals("[\"text/plain\",\"text/html\"]", mail.get("parts").toString());
    assertEquals("1.0", header(mail, "MIME-Version"));
    assertEquals("auto-generated", header(mail, "Auto-Submitted"));
    assertTrue(header(mail, "Message-ID").matches("<[-0-9a-f]{36}@po\\.et\\.example>"));
    double age = Instant.now().getEpochSecond() - mail.get("date").asDouble();
    assertTrue(Math.abs(age) < 600, "sent " + age + " s ago");
    assertEquals("Pö.et, \"Ünïcode\"", mail.get("fromName").asText());
    assertEquals("reply@po.et.example", mail.get("fromAddress").asText());
    assertEquals("reply@po.et.example", mail.get("sender").asText());
    assertFalse(mail.get("raw").asText().toLowerCase().contains("\nreply-to:"), mail.toString());
    assertTrue(
        mail.get("raw").asText().lines().allMatch(line -> line.length() <= 998), mail.toString());
    // Whatever is said in one form is said in the other.
    String text = mail.get("text").asText();
    mail.get("words")
        .forEach(word ->
            assertTrue(
                text.contains(word.asText())
                    || header(mail, "Subject").contains(word.asText())
                    || word.asText().matches("Verify|Change|account|password"),
                word + " is not in " + text));
  }

  @Test
  void signUp_confirmation_reset_andChange_overPlainSmtp() throws Exception {
    try (SmtpReceiver receiver = SmtpReceiver.start(checkout, port);
        MailingFrost frost =
            frost(
                "EMAIL_FROM", "Pö.et, \"Ünïcode\"",
                "EMAIL_REPLY", "reply@po.et.example")) {
      FrostCalls calls = frost.calls();
      String login = signUp(frost, WRITER);
      JsonNode welcome = receiver.awaitMail(WRITER, 1);
      assertWellFormed(welcome);
      assertFalse(welcome.get("encrypted").asBoolean());
      assertEquals("Po.et Verify account", header(welcome, "Subject"));
      assertEquals(WRITER, header(welcome, "To"));

      assertEquals(200, calls.post("/accounts/verify", login, Map.of()).status());
      JsonNode again = receiver.awaitMail(WRITER, 2);
      assertWellFormed(again);
      assertFalse(header(again, "Message-ID").equals(header(welcome, "Message-ID")));
      String confirmation = token(again, MailingFrost.VERIFY_PAGE, "verify-link");
      assertEquals(200, calls.get("/accounts/verify/" + confirmation).status());
      assertEquals(422, calls.get("/accounts/verify/" + confirmation).status());

      assertEquals(200, calls.post("/password/reset", "", Map.of("email", WRITER)).status());
      JsonNode offer = receiver.awaitMail(WRITER, 3);
      assertWellFormed(offer);
      assertEquals("Po.et Password Reset", header(offer, "Subject"));
      String reset = token(offer, MailingFrost.PASSWORD_PAGE, "change-password-link");
      Map<String, String> password = Map.of("password", NEW_PASSWORD);
      Answer changed = calls.post("/password/change/token", reset, password);
      assertEquals(200, changed.status(), changed.body());
      JsonNode told = receiver.awaitMail(WRITER, 4);
      assertWellFormed(told);
      assertEquals("Po.et Password Changed", header(told, "Subject"));
      assertEquals(422, calls.post("/password/change/token", reset, password).status());

      String fresh = changed.json().get("token").asText();
      Map<String, String> back = Map.of("password", PASSWORD, "oldPassword", NEW_PASSWORD);
      assertEquals(200, calls.post("/password/change", fresh, back).status());

      assertEquals("Po.et Password Changed", header(receiver.awaitMail(WRITER, 5), "Subject"));

      noHeaderComesThroughAnAddress(frost, receiver);
      assertEquals(5, receiver.mailsTo(WRITER).size());
    }
  }

  private static void noHeaderComesThroughAnAddress(MailingFrost frost, SmtpReceiver receiver)
      throws Exception {
    for (String address :
        List.of("a@example.com\r\nBcc: thief@example.com", "a@example.com, thief@example.com")) {
      Answer answer =
          frost.calls().post("/accounts", "", Map.of("email", address, "password", PASSWORD));
      assertEquals(422, answer.status(), answer.body());
      Answer account =
          frost
              .calls()
              .post("/accounts", "", Map.of("email", "b@example.com", "password", PASSWORD));
      if (account.status() == 200) {
        String path =
            "/accounts/"
                + java.net.URLEncoder.encode(
                    account.json().get("issuer").asText(), java.nio.charset.StandardCharsets.UTF_8);
        String token = account.json().get("token").asText();
        frost.calls().send("PATCH", path, token, Map.of("email", address, "name", address));
      }
    }
    signUp(frost, "ünï@example.com");
    signUp(frost, LAST);
    assertEquals("[]", receiver.awaitMail(LAST, 1).get("defects").toString());
    assertEquals(1, receiver.mailsTo("ünï@example.com").size());
    assertEquals(List.of(), receiver.answersFor("thief@example.com"));
    assertEquals(List.of(), receiver.mailsTo("thief@example.com"));
  }

  @Test
  void overStartTls_withAPassword_onlyAServerThatIsTrustedGetsAMail() throws Exception {
    Certificate good = Certificate.of(checkout, "good", "localhost");
    Certificate misnamed = Certificate.of(checkout, "misnamed", "mail.example");
    Certificate stranger = Certificate.of(checkout, "stranger", "localhost");
    try (MailingFrost frost =
        frost(
            "FROST_SMTP_TLS", "starttls",
            "FROST_SMTP_USER", "frost",
            "FROST_SMTP_PASSWORD", "Ösecret",
            "JAVA_TOOL_OPTIONS", Certificate.trust(checkout, good, misnamed))) {
      String login = signUp(frost, WRITER);
      frost.awaitLog("nobody answers at localhost:" + port);
      try (SmtpReceiver _ = SmtpReceiver.start(checkout, port)) {
        frost.awaitLog("localhost:" + port + " offers no STARTTLS, which FROST_SMTP_TLS asks for");
      }
      try (SmtpReceiver _ = encrypted("starttls", misnamed, "Ösecret")) {
        awaitLogSoon(frost, "localhost:" + port + " cannot be trusted: ");
      }
      try (SmtpReceiver _ = encrypted("starttls", stranger, "Ösecret")) {
        awaitLogSoon(frost, "unable to find valid certification path");
      }
      try (SmtpReceiver _ = encrypted("starttls", good, "another")) {
        awaitLogSoon(frost, "refuses FROST_SMTP_USER or FROST_SMTP_PASSWORD");
      }
      try (SmtpReceiver receiver = encrypted("starttls", good, "Ösecret")) {
        sendNow(frost);
        assertProtected(receiver.awaitMail(WRITER, 1));
        assertEquals(200, frost.calls().post("/accounts/verify", login, Map.of()).status());
        assertProtected(receiver.awaitMail(WRITER, 2));
        assertEquals(2, receiver.mailsTo(WRITER).size());
      }
      assertFalse(frost.log().contains("secret"), frost.log());
      assertFalse(frost.log().contains(WRITER), frost.log());
    }
  }

  @Test
  void overImplicitTls_withAPassword() throws Exception {
    Certificate good = Certificate.of(checkout, "good", "localhost");
    Certificate misnamed = Certificate.of(checkout, "misnamed", "mail.example");
    try (MailingFrost frost =
        frost(
            "FROST_SMTP_TLS", "implicit",
            "FROST_SMTP_USER", "frost",
            "FROST_SMTP_PASSWORD", "secret",
            "JAVA_TOOL_OPTIONS", Certificate.trust(checkout, good, misnamed))) {
      try (SmtpReceiver _ = encrypted("implicit", misnamed, "secret")) {
        signUp(frost, WRITER);
        frost.awaitLog("localhost:" + port + " cannot be trusted: ");
      }
      try (SmtpReceiver receiver = encrypted("implicit", good, "secret")) {
        sendNow(frost);
        assertProtected(receiver.awaitMail(WRITER, 1));
      }
    }
  }

  private SmtpReceiver encrypted(String tls, Certificate certificate, String password)
      throws IOException {
    return SmtpReceiver.start(
        checkout,
        port,
        "--tls",
        tls,
        "--certificate",
        certificate.pem().toString(),
        "--user",
        "frost",
        "--password",
        password);
  }

  private static void assertProtected(JsonNode mail) {
    assertTrue(mail.get("encrypted").asBoolean(), mail.toString());
    assertEquals("frost", mail.get("user").asText());
  }

  /// A mail that has waited often waits long; tests do not.
  private static void sendNow(MailingFrost frost) throws Exception {
    frost.change("update frost.mail set due = now() where sent is null");
  }

  private static void awaitLogSoon(MailingFrost frost, String words) throws Exception {
    sendNow(frost);
    frost.awaitLog(words);
  }

  @Test
  void receiverAway_signUpIsAnswered_andTheMailArrivesOnce_alsoAfterAKill() throws Exception {
    try (MailingFrost frost = frost()) {
      signUp(frost, WRITER);
      frost.awaitLog("nobody answers at localhost:" + port);
      signUp(frost, "second@example.com");
      frost.kill();
      try (SmtpReceiver receiver = SmtpReceiver.start(checkout, port)) {
        frost.restart();
        sendNow(frost);
        token(receiver.awaitMail(WRITER, 1), MailingFrost.VERIFY_PAGE, "verify-link");
        receiver.awaitMail("second@example.com", 1);
        signUp(frost, LAST);
        receiver.awaitMail(LAST, 1);
        assertEquals(1, receiver.mailsTo(WRITER).size());
        assertEquals(1, receiver.mailsTo("second@example.com").size());
        assertEquals(0, frost.change("delete from frost.mail where sent is null"));
      }
    }
  }

  @Test
  void refusedAddress_holdsNobodyUp_andABusyServerIsAskedAgain() throws Exception {
    try (SmtpReceiver receiver = SmtpReceiver.start(checkout, port);
        MailingFrost frost = frost()) {
      signUp(frost, "refused@example.com");
      signUp(frost, "later@example.com");
      signUp(frost, WRITER);
      receiver.awaitMail(WRITER, 1);
      receiver.awaitMail("later@example.com", 1);
      assertEquals(List.of(451, 451, 250), receiver.answersFor("later@example.com"));
      assertEquals(1, receiver.mailsTo("later@example.com").size());
      frost.awaitLog("localhost:" + port + " answered 451");
      frost.awaitLog("localhost:" + port + " answered 550");
      assertTrue(receiver.mailsTo("refused@example.com").isEmpty());

      // The last of its attempts, which come over hours.
      assertEquals(
          1, frost.change("update frost.mail set attempts = 15, due = now() where sent is null"));
      frost.awaitLog("attempt 16 and is given up: localhost:" + port + " answered 550");
      Wait.until(
          PATIENCE,
          () -> frost.change("update frost.mail set due = due where sent is null") == 0,
          () -> "the mail is still there");
      List<Integer> answers = receiver.answersFor("refused@example.com");
      assertEquals(Collections.nCopies(answers.size(), 550), answers);
      assertFalse(frost.log().contains("refused@"), frost.log());
    }
  }

  @Test
  void settingsThatMakeNoMail_refuseTheStart() throws Exception {
    for (String[] wrong :
        List.of(
            new String[] {"FROST_SMTP_TLS", "perhaps"},
            new String[] {"EMAIL_FROM", "Po.et\r\nBcc: thief@example.com"},
            new String[] {"EMAIL_REPLY", "not an address"})) {
      Finished finished = MailingFrost.refused(checkout, Map.of(wrong[0], wrong[1]));
      assertTrue(finished.exitCode() != 0, finished.toString());
      assertTrue(finished.toString().contains(wrong[0]), finished.toString());
      assertFalse(finished.toString().contains("\tat "), finished.toString());
      assertFalse(finished.toString().contains("thief"), finished.toString());
    }
  }
}
