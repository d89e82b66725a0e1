package et.po.frost.accounts;

import et.po.frost.http.Request;
import et.po.frost.http.Response;
import et.po.frost.http.Routes;
import et.po.frost.limits.RateLimit;
import et.po.frost.tokens.Caller;
import et.po.frost.tokens.Guard;
import et.po.frost.tokens.TokenKind;
import et.po.frost.validation.Rule;
import et.po.frost.validation.Rules;
import et.po.frost.validation.Shape;
import et.po.protocol.claim.Ed25519Key;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// `/accounts/key`: the signing key, for its owner.
public final class KeyEndpoints {
  private static final int LONGEST_KEY = 100;
  private static final Rule PRIVATE_KEY = KeyEndpoints::fault;
  private static final Shape EXPORT = Shape.empty().required("password", Rules.TEXT);
  private static final Shape IMPORT = EXPORT.required("privateKey", PRIVATE_KEY);

  private final Guard guard;
  private final OwnKey keys;
  private final RateLimit passwordUses;

  public KeyEndpoints(Guard guard, OwnKey keys, RateLimit passwordUses) {
    this.guard = guard;
    this.keys = keys;
    this.passwordUses = passwordUses;
  }

  public void addTo(Routes routes) {
    routes.post("/accounts/key/export", this::export).put("/accounts/key", this::replace);
  }

  private Response export(Request request) throws SQLException, InterruptedException {
    Caller caller = guard.caller(request);
    JsonObject body = EXPORT.check(request.body());
    caller.needKind(TokenKind.LOGIN);
    passwordUses.take(caller.account().toString());
    Ed25519Key key = keys.export(caller, text(body, "password"));
    SequencedMap<String, Json> answer = new LinkedHashMap<>();
    answer.put("issuer", new JsonString(key.issuer().uri()));
    answer.put("publicKey", new JsonString(key.publicBase58()));
    answer.put("privateKey", new JsonString(key.privateBase58()));
    return Response.json(new JsonObject(answer)).with("Cache-Control", "no-store");
  }

  private Response replace(Request request) throws SQLException, InterruptedException {
    Caller caller = guard.caller(request);
    JsonObject body = IMPORT.check(request.body());
    caller.needKind(TokenKind.LOGIN);
    passwordUses.take(caller.account().toString());
    Ed25519Key key = Ed25519Key.ofPrivateBase58(text(body, "privateKey"));
    keys.replace(caller, text(body, "password"), key);
    SequencedMap<String, Json> answer = new LinkedHashMap<>();
    answer.put("id", new JsonString(caller.account().toString()));
    answer.put("issuer", new JsonString(key.issuer().uri()));
    return Response.json(new JsonObject(answer));
  }

  private static Optional<String> fault(String field, Json value) {
    if (value instanceof JsonString(String text) && text.length() <= LONGEST_KEY) {
      try {
        Ed25519Key.ofPrivateBase58(text);
        return Optional.empty();
      } catch (IllegalArgumentException e) {
        // Not the reason's own words: nothing of what was sent may come back in them.
      }
    }
    return Optional.of(Rule.child(field, "must be an Ed25519 private key, 64 bytes in Base58"));
  }

  private static String text(JsonObject body, String field) {
    return body.findString(field).orElseThrow();
  }
}
