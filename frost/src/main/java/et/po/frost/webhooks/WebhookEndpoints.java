package et.po.frost.webhooks;

import et.po.frost.audit.Action;
import et.po.frost.audit.Audit;
import et.po.frost.custody.AccountKeys;
import et.po.frost.database.Database;
import et.po.frost.faults.Fault;
import et.po.frost.http.Request;
import et.po.frost.http.Response;
import et.po.frost.http.Routes;
import et.po.frost.limits.RateLimit;
import et.po.frost.tokens.Caller;
import et.po.frost.tokens.Guard;
import et.po.frost.validation.Query;
import et.po.frost.validation.Rule;
import et.po.frost.validation.Rules;
import et.po.frost.validation.Shape;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// `/webhooks`: for who logged in, to an account whose address was confirmed.
final class WebhookEndpoints {
  static final int MOST = 10;
  private static final int PINGS_A_MINUTE = 6;
  private static final int MOST_LISTED = 100;
  private static final int LISTED = 20;
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Rule EVENTS =
      (field, value) ->
          eventsOf(value).isPresent()
              ? Optional.empty()
              : Optional.of(
                  Rule.child(
                      field, "must be an array of " + String.join(", ", EventType.OF_WORKS)));
  private static final Shape NEW =
      Shape.empty().required("url", Rules.TEXT).optional("events", EVENTS);

  private final Guard guard;
  private final Database database;
  private final AccountKeys keys;
  private final Receivers receivers;
  private final Deliveries deliveries;
  private final Audit audit;
  private final SecureRandom random;
  private final Clock clock;
  private final RateLimit pings =
      new RateLimit("test messages of this account", PINGS_A_MINUTE, System::nanoTime);

  WebhookEndpoints(
      Guard guard,
      Database database,
      AccountKeys keys,
      Receivers receivers,
      Deliveries deliveries,
      Audit audit,
      SecureRandom random,
      Clock clock) {
    this.guard = guard;
    this.database = database;
    this.keys = keys;
    this.receivers = receivers;
    this.deliveries = deliveries;
    this.audit = audit;
    this.random = random;
    this.clock = clock;
  }

  void addTo(Routes routes) {
    routes
        .post("/webhooks", this::add)
        .get("/webhooks", this::list)
        .delete("/webhooks/:id", this::remove)
        .post("/webhooks/:id/test", this::test)
        .get("/webhooks/:id/deliveries", this::listDeliveries)
        .post("/webhooks/:id/deliveries/:deliveryId/resend", this::resend);
  }

  private Response add(Request request) throws SQLException, InterruptedException {
    Caller caller = caller(request);
    JsonObject body = NEW.check(request.body());
    String url = body.findString("url").orElseThrow();
    checkReceiver(caller, url);
    Webhook webhook =
        new Webhook(
            UUID.randomUUID(),
            url,
            body.find("events").flatMap(WebhookEndpoints::eventsOf).orElse(EventType.OF_WORKS),
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            Optional.empty());
    SigningSecret secret = SigningSecret.generate(random);
    byte[] sealed = keys.open(caller.account()).seal(Courier.PURPOSE, secret.bytes());
    database.run(transaction -> {
      if (WebhookRecords.countLocked(transaction, caller.account()) >= MOST) {
        throw Fault.TOO_MANY_WEBHOOKS.exception();
      }
      WebhookRecords.add(transaction, caller.account(), webhook, sealed);
      record(transaction, caller, Action.WEBHOOK_ADDED, webhook.id());
    });
    return Response.json(webhook.json().with("secret", new JsonString(secret.text())));
  }

  private void checkReceiver(Caller caller, String url) throws InterruptedException {
    try {
      // The ping tells whether it answers; here only what must not be reached is refused.
      receivers.addressesOf(caller.account(), receivers.parse(url));
    } catch (ReceiverRefusedException e) {
      throw Fault.RECEIVER_REFUSED.because(e.sentence());
    }
  }

  private Response list(Request request) throws SQLException {
    Caller caller = caller(request);
    List<Webhook> webhooks =
        database.read(connection -> WebhookRecords.list(connection, caller.account()));
    List<Json> shown = webhooks.stream().<Json>map(Webhook::json).toList();
    return Response.json(new JsonObject(Map.of("webhooks", new JsonArray(shown))));
  }

  private Response remove(Request request) throws SQLException {
    Caller caller = caller(request);
    UUID id = webhookId(request);
    database.run(transaction -> {
      if (!WebhookRecords.remove(transaction, caller.account(), id)) {
        throw Fault.WEBHOOK_NOT_FOUND.exception();
      }
      record(transaction, caller, Action.WEBHOOK_REMOVED, id);
    });
    return Response.ok();
  }

  /// Its URL stays out: it may have a secret of the receiver's in it.
  private void record(Connection transaction, Caller caller, Action action, UUID webhook)
      throws SQLException {
    JsonObject details = new JsonObject(Map.of("webhook", new JsonString(webhook.toString())));
    audit.record(transaction, caller.account(), caller.actor(), action, details);
  }

  private Response test(Request request) throws SQLException {
    Caller caller = caller(request);
    Webhook webhook = webhook(request, caller);
    pings.take(caller.account().toString());
    Event ping =
        new Event(
            EventType.PING,
            new JsonObject(Map.of("webhook", new JsonString(webhook.id().toString()))));
    UUID id =
        deliveries
            .addTo(caller.account(), webhook.id(), ping)
            .orElseThrow(Fault.WEBHOOK_NOT_FOUND::exception);
    return Response.json(new JsonObject(Map.of("id", new JsonString(id.toString()))));
  }

  private Response listDeliveries(Request request) throws SQLException {
    Webhook webhook = webhook(request);
    Query query = new Query(request.query());
    int limit = (int) query.number("limit", LISTED, 1, MOST_LISTED);
    Optional<UUID> before =
        query
            .find("before")
            .map(text ->
                id(text)
                    .orElseThrow(() -> Query.refused("before", "must be the id of a delivery")));
    List<Json> shown =
        deliveries.list(webhook.id(), before, limit).stream().<Json>map(Delivery::json).toList();
    return Response.json(new JsonObject(Map.of("deliveries", new JsonArray(shown))));
  }

  private Response resend(Request request) throws SQLException {
    Webhook webhook = webhook(request);
    UUID id = id(request.parameter("deliveryId")).orElseThrow(Fault.DELIVERY_NOT_FOUND::exception);
    if (!deliveries.resend(webhook.id(), id)) {
      throw Fault.DELIVERY_NOT_FOUND.exception();
    }
    return Response.ok();
  }

  private Caller caller(Request request) throws SQLException {
    return guard.caller(request).needVerified().needLogin();
  }

  /// The caller's webhook that the path names.
  private Webhook webhook(Request request) throws SQLException {
    return webhook(request, caller(request));
  }

  private Webhook webhook(Request request, Caller caller) throws SQLException {
    UUID id = webhookId(request);
    return database
        .read(connection -> WebhookRecords.find(connection, caller.account(), id))
        .orElseThrow(Fault.WEBHOOK_NOT_FOUND::exception);
  }

  private static UUID webhookId(Request request) {
    return id(request.parameter("id")).orElseThrow(Fault.WEBHOOK_NOT_FOUND::exception);
  }

  private static Optional<UUID> id(String text) {
    return ID.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
  }

  private static Optional<List<String>> eventsOf(Json value) {
    if (!(value instanceof JsonArray(List<Json> items)) || items.isEmpty()) {
      return Optional.empty();
    }
    boolean known =
        items.stream()
            .allMatch(item ->
                item instanceof JsonString(String text) && EventType.OF_WORKS.contains(text));
    return known
        ? Optional.of(items.stream().map(item -> ((JsonString) item).value()).distinct().toList())
        : Optional.empty();
  }
}
