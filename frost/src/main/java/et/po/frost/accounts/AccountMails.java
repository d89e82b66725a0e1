package et.po.frost.accounts;

import et.po.frost.custody.AccountSecrets;
import et.po.frost.faults.Fault;
import et.po.frost.mail.Mails;
import et.po.frost.mail.Outbox;
import et.po.frost.tokens.TokenKind;
import et.po.frost.tokens.Tokens;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// The mails about accounts, each with a fresh token where it needs one.
///
/// @param enabled whether mails are written at all
public record AccountMails(Mails mails, Outbox outbox, Tokens tokens, boolean enabled) {
  /// So that nobody's mailbox can be filled from here: an address is anybody's until it is
  /// confirmed.
  private static final int MOST_AN_HOUR = 10;

  private static final Duration HOUR = Duration.ofHours(1);

  /// @throws et.po.frost.faults.FaultException [Fault#TOO_MANY_REQUESTS] for one too many in an
  ///   hour
  void askToVerify(Connection transaction, UUID account, AccountSecrets secrets, String email)
      throws SQLException {
    if (enabled) {
      if (tokens.issuedSince(transaction, account, TokenKind.VERIFY_ACCOUNT, HOUR)
          >= MOST_AN_HOUR) {
        throw Fault.TOO_MANY_REQUESTS.because(
            "An account gets at most %d mails an hour that ask to confirm its address. Try again in"
                    .formatted(MOST_AN_HOUR)
                + " an hour.",
            HOUR);
      }
      String token = tokens.issue(transaction, account, TokenKind.VERIFY_ACCOUNT);
      outbox.add(transaction, account, secrets, mails.verification(email, token));
    }
  }

  void offerReset(Connection transaction, UUID account, AccountSecrets secrets, String email)
      throws SQLException {
    if (enabled) {
      String token = tokens.issue(transaction, account, TokenKind.FORGOT_PASSWORD);
      outbox.add(transaction, account, secrets, mails.passwordReset(email, token));
    }
  }

  void tellOfChange(
      Connection transaction, UUID account, AccountSecrets secrets, String email, Instant at)
      throws SQLException {
    if (enabled) {
      outbox.add(transaction, account, secrets, mails.passwordChanged(email, at));
    }
  }

  void tellOfNewAddress(
      Connection transaction, UUID account, AccountSecrets secrets, String old, Instant at)
      throws SQLException {
    if (enabled) {
      outbox.add(transaction, account, secrets, mails.addressChanged(old, at));
    }
  }
}
