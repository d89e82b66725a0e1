package et.po.frost.accounts;

import et.po.frost.custody.AccountSecrets;
import et.po.frost.mail.Mails;
import et.po.frost.mail.Outbox;
import et.po.frost.tokens.TokenKind;
import et.po.frost.tokens.Tokens;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/// The mails about accounts, each with a fresh token where it needs one.
///
/// @param enabled whether mails are written at all
public record AccountMails(Mails mails, Outbox outbox, Tokens tokens, boolean enabled) {
  void askToVerify(Connection transaction, UUID account, AccountSecrets secrets, String email)
      throws SQLException {
    if (enabled) {
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
