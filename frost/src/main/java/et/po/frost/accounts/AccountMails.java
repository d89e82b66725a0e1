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

  /// Whatever accounts they are of: who gives another's address to one account after the other, or
  /// changes an account of theirs again and again, must not fill that one's mailbox either.
  private static final int MOST_TO_AN_ADDRESS = 30;

  private static final Duration HOUR = Duration.ofHours(1);

  /// For what makes a mail to an address that need not be the caller's.
  ///
  /// @throws et.po.frost.faults.FaultException [Fault#TOO_MANY_REQUESTS] if it has had too many
  void needRoom(Connection transaction, String address) throws SQLException {
    if (!hasRoom(transaction, address)) {
      throw Fault.TOO_MANY_REQUESTS.because(
          "This needs a mail to an address that has had %d in the past hour. Try again in an hour."
              .formatted(MOST_TO_AN_ADDRESS),
          HOUR);
    }
  }

  private boolean hasRoom(Connection transaction, String address) throws SQLException {
    return !enabled || outbox.writtenTo(transaction, address, HOUR) < MOST_TO_AN_ADDRESS;
  }

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
      needRoom(transaction, email);
      String token = tokens.issue(transaction, account, TokenKind.VERIFY_ACCOUNT);
      outbox.add(transaction, account, secrets, mails.verification(email, token));
    }
  }

  /// Does nothing, and says nothing, for an address that has had too many.
  void offerReset(Connection transaction, UUID account, AccountSecrets secrets, String email)
      throws SQLException {
    if (enabled && hasRoom(transaction, email)) {
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

  /// @throws et.po.frost.faults.FaultException [Fault#TOO_MANY_REQUESTS] if the old one has had too
  ///   many: no address is changed without a word to it
  void tellOfNewAddress(
      Connection transaction, UUID account, AccountSecrets secrets, String old, Instant at)
      throws SQLException {
    if (enabled) {
      needRoom(transaction, old);
      outbox.add(transaction, account, secrets, mails.addressChanged(old, at));
    }
  }
}
