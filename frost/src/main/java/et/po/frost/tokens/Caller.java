package et.po.frost.tokens;

import et.po.frost.audit.Actor;
import et.po.frost.faults.Fault;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

/// Who sent a request: the account, and what its token is for.
///
/// @param hasWebhook whether the account had a webhook to send to when the request came
/// @param client the address that the request came from
public record Caller(
    UUID account,
    String issuer,
    boolean verified,
    boolean hasWebhook,
    TokenKind kind,
    TokenHash token,
    String client) {

  /// The caller as audit entries have them.
  public Actor actor() {
    return Actor.withToken(kind.text(), token.id(), client);
  }

  /// Works need an account whose address was confirmed.
  public Caller needVerified() {
    if (!verified) {
      throw Fault.ACCOUNT_NOT_VERIFIED.exception();
    }
    return this;
  }

  /// Tokens are managed by people who logged in.
  public Caller needLogin() {
    if (kind != TokenKind.LOGIN) {
      throw Fault.INSUFFICIENT_TOKEN.exception();
    }
    return this;
  }

  /// @throws et.po.frost.faults.FaultException 401 with what was got and what was wanted
  public Caller needKind(TokenKind... wanted) {
    if (!Arrays.asList(wanted).contains(kind)) {
      String names =
          Arrays.stream(wanted)
              .map(kind -> '"' + kind.text() + '"')
              .collect(Collectors.joining(", "));
      throw Fault.WRONG_TOKEN_KIND.because(
          "Incorrect Token Type. Got \"%s\", wanted %s."
              .formatted(kind.text(), wanted.length == 1 ? names : "one of [" + names + "]"));
    }
    return this;
  }

  /// Where the caller's works go.
  public Network network() {
    return kind.network();
  }
}
