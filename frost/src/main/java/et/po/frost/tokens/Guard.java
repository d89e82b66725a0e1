package et.po.frost.tokens;

import et.po.frost.faults.Fault;
import et.po.frost.http.Request;
import et.po.frost.limits.RateLimit;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/// Finds out who sent a request, from the header `token`, or `Authorization: Bearer` beside it.
public final class Guard {
  private static final String BEARER = "bearer ";

  private final TokenTexts texts;
  private final TokenRecords records;
  private final LastUses lastUses;
  private final RateLimit limit;

  Guard(TokenTexts texts, TokenRecords records, LastUses lastUses, RateLimit limit) {
    this.texts = texts;
    this.records = records;
    this.lastUses = lastUses;
    this.limit = limit;
  }

  /// The caller, whatever the token is for.
  ///
  /// @throws et.po.frost.faults.FaultException without a token, or with one that is not good
  public Caller caller(Request request) throws SQLException {
    return ofText(sent(request).orElseThrow(Fault.NOT_FOUND::exception), request);
  }

  /// The caller, or empty if no token was sent. One that is not good is refused here too.
  public Optional<Caller> findCaller(Request request) throws SQLException {
    Optional<String> token = sent(request);
    return token.isPresent() ? Optional.of(ofText(token.get(), request)) : Optional.empty();
  }

  /// The caller, by the header or else by a token in the path.
  public Caller callerOrBearerOf(Request request, String textInPath) throws SQLException {
    String text = sent(request).orElse(textInPath);
    TokenHash hash = texts.read(text).hash();
    if (records.isSpentVerification(hash)) {
      // To who opens the same mail twice, what published clients expect.
      throw Fault.ALREADY_VERIFIED.exception();
    }
    return ofText(text, request);
  }

  private Caller ofText(String text, Request request) throws SQLException {
    TokenHash hash = texts.read(text).hash();
    Caller caller =
        records.findCaller(hash, request.client()).orElseThrow(Fault.EXPIRED_TOKEN::exception);
    lastUses.used(hash);
    limit.take(caller.account().toString());
    return caller;
  }

  private static Optional<String> sent(Request request) {
    return request
        .header("token")
        .or(() ->
            request
                .header("Authorization")
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()).strip())
                .filter(value -> !value.isEmpty()));
  }
}
