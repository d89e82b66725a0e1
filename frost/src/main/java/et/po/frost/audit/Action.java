package et.po.frost.audit;

import java.util.Locale;

/// What can be done to an account. Its owner reads the names: none is ever renamed.
public enum Action {
  SIGNED_UP,
  LOGGED_IN,
  LOG_IN_FAILED,
  LOGGED_OUT,
  SESSION_REVOKED,
  PASSWORD_WRONG,
  PASSWORD_CHANGED,
  PASSWORD_RESET_ASKED,
  ADDRESS_VERIFIED,
  PROFILE_CHANGED,
  TOKEN_CREATED,
  TOKEN_REVOKED,
  KEY_EXPORTED,
  KEY_IMPORTED,
  WEBHOOK_ADDED,
  WEBHOOK_REMOVED;

  /// As entries name it, such as `logged-in`.
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
