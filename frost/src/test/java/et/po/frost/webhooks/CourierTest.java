package et.po.frost.webhooks;

import static et.po.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.frost.SettableClock;
import et.po.frost.custody.AccountKeys;
import et.po.frost.custody.MasterKey;
import et.po.frost.custody.MasterKeyCustody;
import et.po.frost.database.Database;
import et.po.frost.database.SchemaVersion;
import et.po.frost.database.Sql;
import et.po.protocol.json.JsonObject;
import et.po.testkit.TestPostgres;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocketFactory;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Deliveries from a real database to a real receiver, at a time that the test decides.
final class CourierTest {
  private static final Event EVENT = new Event(EventType.PING, JsonObject.EMPTY);
  private static final UUID ACCOUNT = UUID.randomUUID();
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final Receiver receiver = Receiver.start();
  private final SystemResolver resolver = new SystemResolver();
  private final SigningSecret secret = SigningSecret.generate(RANDOM);
  private Database database;
  private AccountKeys keys;
  private Deliveries deliveries;
  private Posting posting;
  private Courier courier;

  @BeforeEach
  void start() throws Exception {
    DataSource source = TestPostgres.start().freshDatabase();
    new SchemaVersion(source).migrate();
    database = new Database(source);
    keys =
        new AccountKeys(
            database,
            new MasterKeyCustody(
                MasterKey.parse("8f1d3c5b7a99e204".repeat(4)).orElseThrow(), RANDOM),
            RANDOM);
    addAccount(ACCOUNT);
    deliveries = new Deliveries(database, RetrySchedule.STANDARD, clock);
    posting = posting(new Receivers(new AddressPolicy(true, List.of()), resolver));
    courier = new Courier(deliveries, keys, posting, clock);
  }

  private void addAccount(UUID account) throws Exception {
    AccountKeys.Fresh fresh = keys.generate(account);
    database.run(transaction -> {
      Sql.update(
          transaction,
          "insert into frost.account (id, email, password, issuer, created, verified)"
              + " values (?, ?, 'x', ?, now(), true)",
          account,
          account + "@example.com",
          "issuer of " + account);
      keys.keep(transaction, account, fresh);
    });
  }

  @AfterEach
  void stop() {
    receiver.close();
    courier.close();
    posting.close();
    resolver.close();
  }

  private static Posting posting(Receivers receivers) {
    return new Posting(
        receivers, (SSLSocketFactory) SSLSocketFactory.getDefault(), Duration.ofSeconds(20));
  }

  private Webhook webhook(String url) throws Exception {
    return webhook(ACCOUNT, url);
  }

  private Webhook webhook(UUID account, String url) throws Exception {
    Webhook webhook =
        new Webhook(
            UUID.randomUUID(), url, List.of("work.accepted"), clock.instant(), Optional.empty());
    byte[] sealed = keys.open(account).seal(Courier.PURPOSE, secret.bytes());
    database.run(transaction -> WebhookRecords.add(transaction, account, webhook, sealed));
    return webhook;
  }

  private UUID send(Webhook webhook) throws Exception {
    return send(ACCOUNT, webhook);
  }

  private UUID send(UUID account, Webhook webhook) throws Exception {
    return deliveries.addTo(account, webhook.id(), EVENT).orElseThrow();
  }

  private Delivery delivery(Webhook webhook) throws Exception {
    return deliveries.list(webhook.id(), Optional.empty(), 1).getFirst();
  }

  /// Lets the courier work, and waits until the delivery was attempted so often.
  private Delivery attempt(Webhook webhook, int attempts) {
    courier.work();
    AtomicReference<Delivery> seen = new AtomicReference<>();
    eventually(
        "attempt " + attempts,
        () -> {
          Delivery delivery = delivery(webhook);
          seen.set(delivery);
          boolean noted = delivery.responseCode().isPresent() || delivery.problem().isPresent();
          return delivery.attempts() == attempts
              && noted
              && !delivery.nextAttempt().equals(Optional.of(clock.instant().plusSeconds(120)));
        });
    return seen.get();
  }

  @Test
  void message_isSignedAndSaysWhatItIs() throws Exception {
    Webhook webhook = webhook(receiver.url());
    UUID id = send(webhook);

    Delivery delivery = attempt(webhook, 1);

    assertEquals("delivered", delivery.status());
    assertEquals(Optional.of(200), delivery.responseCode());
    assertEquals(Optional.empty(), delivery.nextAttempt());
    Receiver.Message message = receiver.messages().getFirst();
    assertTrue(message.isSignedWith(secret.text()));
    assertEquals("msg_" + id.toString().replace("-", ""), message.id());
    assertEquals("/hook?from=frost", message.target());
    assertEquals("127.0.0.1:" + receiver.port(), message.headers().getFirst("Host"));
    assertEquals(
        "{\"type\":\"ping\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"data\":{}}", message.body());
  }

  @Test
  void refusedMessage_isSentAgain_underTheSameId() throws Exception {
    receiver.answerWith(500, 302, 200);
    Webhook webhook = webhook(receiver.url());
    send(webhook);

    Delivery first = attempt(webhook, 1);
    assertEquals("waiting", first.status());
    assertEquals(Optional.of(500), first.responseCode());
    assertEquals(Optional.of(clock.instant().plusSeconds(5)), first.nextAttempt());
    courier.work();
    assertEquals(1, receiver.messages().size());

    clock.pass(Duration.ofSeconds(5));
    Delivery second = attempt(webhook, 2);
    assertEquals(Optional.of(302), second.responseCode());
    clock.pass(Duration.ofSeconds(300));
    Delivery third = attempt(webhook, 3);

    assertEquals("delivered", third.status());
    assertEquals(3, receiver.messages().size());
    assertEquals(1, receiver.messages().stream().map(Receiver.Message::id).distinct().count());
    // The redirect went nowhere.
    assertTrue(
        receiver.messages().stream().allMatch(message -> message.target().startsWith("/hook")));
  }

  @Test
  void message_isSetAsideAfterThreeDays_theWebhookDisabled_andAResendBringsBothBack()
      throws Exception {
    Webhook webhook = webhook(receiver.url());
    UUID id = send(webhook);
    Instant start = clock.instant();

    Delivery delivery = delivery(webhook);
    for (int attempts = 1; attempts <= 10; attempts++) {
      receiver.answerWith(503);
      delivery = attempt(webhook, attempts);
      clock.set(delivery.nextAttempt().orElse(clock.instant()));
    }

    assertEquals("failed", delivery.status());
    Duration tried = Duration.between(start, clock.instant());
    assertTrue(tried.compareTo(Duration.ofDays(3)) > 0 && tried.toDays() < 4, tried.toString());
    assertTrue(isDisabled(webhook));
    database.run(transaction ->
        deliveries.add(transaction, ACCOUNT, new Event(EventType.ACCEPTED, JsonObject.EMPTY)));
    assertEquals(1, deliveries.list(webhook.id(), Optional.empty(), 10).size());

    assertTrue(deliveries.resend(webhook.id(), id));
    // Counted on, and tried again as often as a new one.
    receiver.answerWith(503);
    Delivery again = attempt(webhook, 11);
    assertEquals("waiting", again.status());
    assertEquals(Optional.of(clock.instant().plusSeconds(5)), again.nextAttempt());
    clock.pass(Duration.ofSeconds(5));
    assertEquals("delivered", attempt(webhook, 12).status());
    assertEquals(false, isDisabled(webhook));
    assertEquals(12, receiver.messages().size());
    assertEquals(1, receiver.messages().stream().map(Receiver.Message::id).distinct().count());
  }

  private boolean isDisabled(Webhook webhook) throws Exception {
    return database
        .read(connection -> WebhookRecords.find(connection, ACCOUNT, webhook.id()))
        .orElseThrow()
        .disabled()
        .isPresent();
  }

  @Test
  void receiverThatIsGone_isToldNothingNew() throws Exception {
    receiver.answerWith(410);
    Webhook webhook = webhook(receiver.url());
    send(webhook);

    assertEquals("failed", attempt(webhook, 1).status());
    assertTrue(isDisabled(webhook));
  }

  @Test
  void crashBetweenSendingAndNoting_sendsAgain_underTheSameId() throws Exception {
    Webhook webhook = webhook(receiver.url());
    send(webhook);
    CountDownLatch never = new CountDownLatch(1);
    receiver.hold(never);
    Posting dying = posting(new Receivers(new AddressPolicy(true, List.of()), resolver));
    Courier killed = new Courier(deliveries, keys, dying, clock);
    killed.work();
    eventually("the first message has come", () -> receiver.messages().size() == 1);
    killed.close();
    dying.close();
    receiver.hold(new CountDownLatch(0));
    never.countDown();
    courier.work();
    assertEquals("waiting", delivery(webhook).status());

    clock.pass(Duration.ofMinutes(2));
    Delivery delivery = attempt(webhook, 2);

    assertEquals("delivered", delivery.status());
    assertEquals(2, receiver.messages().size());
    assertEquals(1, receiver.messages().stream().map(Receiver.Message::id).distinct().count());
  }

  @Test
  void twoCouriers_sendEachMessageOnce() throws Exception {
    Webhook webhook = webhook(receiver.url());
    for (int i = 0; i < 60; i++) {
      send(webhook);
    }
    try (Courier other = new Courier(deliveries, keys, posting, clock)) {
      courier.work();
      other.work();
      eventually("all have come", () -> receiver.messages().size() >= 60);
      eventually(
          "all are noted",
          () ->
              deliveries.list(webhook.id(), Optional.empty(), 100).stream()
                  .allMatch(delivery -> delivery.status().equals("delivered")));
    }
    assertEquals(60, receiver.messages().stream().map(Receiver.Message::id).distinct().count());
    assertEquals(60, receiver.messages().size());
  }

  @Test
  void slowReceiver_holdsUpOnlyItself() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    receiver.hold(latch);
    Webhook slow = webhook(receiver.url());
    for (int i = 0; i < 30; i++) {
      send(slow);
    }
    try (Receiver quick = Receiver.start()) {
      Webhook other = webhook(quick.url());
      send(other);

      assertEquals("delivered", attempt(other, 1).status());
      assertEquals(4, receiver.messages().size());
      latch.countDown();
      eventually("the slow one gets all", () -> receiver.messages().size() == 30);
    }
  }

  @Test
  void accountsThatFillAllTheyCan_leaveRoomForAnother() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    receiver.hold(latch);
    for (int account = 0; account < 8; account++) {
      UUID greedy = UUID.randomUUID();
      addAccount(greedy);
      for (int i = 0; i < WebhookEndpoints.MOST; i++) {
        Webhook slow = webhook(greedy, receiver.url());
        for (int message = 0; message < 6; message++) {
          send(greedy, slow);
        }
      }
    }
    courier.work();
    clock.pass(Duration.ofSeconds(1));
    try (Receiver quick = Receiver.start()) {
      Webhook other = webhook(quick.url());
      send(other);

      // Theirs are older, and were all there first.
      assertEquals("delivered", attempt(other, 1).status());
      assertTrue(receiver.messages().size() < 256, "nothing is left");
    } finally {
      latch.countDown();
    }
    eventually("the slow ones get all", () -> receiver.messages().size() == 480);
  }

  @Test
  void nameThatLeadsElsewhereAtDelivery_isNotFollowed() throws Exception {
    AtomicReference<String> address = new AtomicReference<>("1.1.1.1");
    Receivers receivers =
        new Receivers(
            new AddressPolicy(false, List.of()),
            (_, _) -> List.of(InetAddress.ofLiteral(address.get())));
    String url = "https://rebinding.example:" + receiver.port() + "/";
    assertEquals(1, receivers.addressesOf(ACCOUNT, receivers.parse(url)).size());
    Webhook webhook = webhook(url);
    send(webhook);
    address.set("127.0.0.1");
    try (Posting strict = posting(receivers);
        Courier careful = new Courier(deliveries, keys, strict, clock)) {
      careful.work();
      eventually("an attempt is noted", () -> delivery(webhook).problem().isPresent());
    }

    assertEquals(
        Optional.of("The receiver's host is not at a public address."),
        delivery(webhook).problem());
    assertEquals(List.of(), receiver.messages());
  }

  @Test
  void oldDeliveries_areForgotten_thoseThatWaitAreNot() throws Exception {
    Webhook webhook = webhook(receiver.url());
    send(webhook);
    attempt(webhook, 1);
    // It looks for more when it has sent one, which may be a moment after that is noted.
    courier.close();
    send(webhook);
    clock.pass(Duration.ofDays(31));

    deliveries.forget();

    assertEquals("waiting", delivery(webhook).status());
    assertEquals(1, deliveries.list(webhook.id(), Optional.empty(), 10).size());
  }
}
