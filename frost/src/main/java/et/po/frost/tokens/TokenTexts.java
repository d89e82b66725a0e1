package et.po.frost.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import et.po.frost.faults.Fault;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.json.MalformedJsonException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.regex.Pattern;

/// Tokens as texts: JSON Web Tokens signed with HMAC-SHA-256, those of test API tokens after
/// `TEST_`.
///
/// A text only carries a token; whether it authorises anything, our records say.
final class TokenTexts {
  private static final String TEST_PREFIX = "TEST_";
  private static final Pattern FORM = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]*");
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final String HEADER =
      ENCODER.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8));

  private final TokenSecret secret;
  private final Clock clock;

  TokenTexts(TokenSecret secret, Clock clock) {
    this.secret = secret;
    this.clock = clock;
  }

  String write(UUID account, TokenKind kind, ClientToken token, Instant issued) {
    SequencedMap<String, Json> payload = new LinkedHashMap<>();
    payload.put("accountId", new JsonString(account.toString()));
    payload.put("client_token", new JsonString(token.text()));
    kind.namedNetwork()
        .ifPresent(network -> payload.put("network", new JsonString(network.text())));
    payload.put("iat", new JsonNumber(issued.getEpochSecond()));
    String body =
        HEADER + "." + ENCODER.encodeToString(new JsonObject(payload).text().getBytes(UTF_8));
    String prefix = kind == TokenKind.TEST_API_KEY ? TEST_PREFIX : "";
    return prefix + body + "." + ENCODER.encodeToString(secret.sign(body));
  }

  /// The token that a text carries.
  ///
  /// @throws et.po.frost.faults.FaultException [Fault#INVALID_TOKEN] for what is no token,
  ///   [Fault#UNAUTHENTICATED] for one that is not ours
  ClientToken read(String text) {
    String jwt = text.replaceFirst(TEST_PREFIX, "");
    if (!FORM.matcher(jwt).matches()) {
      throw Fault.INVALID_TOKEN.exception();
    }
    int firstDot = jwt.indexOf('.');
    int lastDot = jwt.lastIndexOf('.');
    JsonObject header = decoded(jwt.substring(0, firstDot));
    JsonObject payload = decoded(jwt.substring(firstDot + 1, lastDot));
    String expected = ENCODER.encodeToString(secret.sign(jwt.substring(0, lastDot)));
    boolean ours =
        header.findString("alg").filter("HS256"::equals).isPresent()
            && MessageDigest.isEqual(
                expected.getBytes(UTF_8), jwt.substring(lastDot + 1).getBytes(UTF_8))
            && !hasEnded(payload);
    boolean named =
        payload.findString("accountId").isPresent() || payload.findString("email").isPresent();
    if (!ours || !named) {
      throw Fault.UNAUTHENTICATED.exception();
    }
    return payload
        .findString("client_token")
        .map(ClientToken::new)
        .orElseThrow(Fault.UNAUTHENTICATED::exception);
  }

  /// We write no `exp`, but honour one.
  private boolean hasEnded(JsonObject payload) {
    return payload.find("exp").orElse(null) instanceof JsonNumber(double seconds)
        && seconds <= clock.instant().getEpochSecond();
  }

  private static JsonObject decoded(String part) {
    try {
      if (Json.parse(bytes(part)) instanceof JsonObject object) {
        return object;
      }
    } catch (MalformedJsonException e) {
      throw Fault.INVALID_TOKEN.exception();
    }
    throw Fault.INVALID_TOKEN.exception();
  }

  private static byte[] bytes(String base64Url) {
    try {
      return Base64.getUrlDecoder().decode(base64Url);
    } catch (IllegalArgumentException e) {
      throw Fault.INVALID_TOKEN.exception();
    }
  }
}
