package et.po.frost;

import java.time.Duration;
import java.util.Optional;

/// How often what may be done. Unless something else is said, counts are per minute; by each
/// process for itself; zero is no limit.
interface LimitSettings {
  /// `FROST_TRUSTED_PROXIES`, such as `10.0.0.0/8,fd00::/8`: whose `X-Forwarded-For` is believed.
  /// Who names too many lets clients choose their address; who names none behind a proxy counts all
  /// clients as one.
  Optional<String> trustedProxies();

  /// `FROST_LIMIT_SIGN_UPS`: new accounts from one address.
  int signUps();

  /// `FROST_LIMIT_LOG_INS`: log-ins from one address.
  int logIns();

  /// `FROST_LIMIT_RESETS`: asked-for password resets from one address.
  int resets();

  /// `FROST_LIMIT_ACCOUNT`: all requests with tokens of one account.
  int account();

  /// `FROST_ARCHIVES_AT_ONCE`: files that one account may be sending at the same time. All accounts
  /// together have 64 places; more for each means that fewer fill them.
  int archivesAtOnce();

  /// `FROST_LOCK_OUT_TRIES`: wrong passwords for one address before the first wait.
  int lockOutTries();

  /// `FROST_LOCK_OUT_CLIENT_TRIES`: wrong passwords from one client before its first wait.
  int lockOutClientTries();

  /// `FROST_LOCK_OUT_LONGEST`: longer keeps guessers out longer, and owners whom they annoy.
  Duration lockOutLongest();
}
