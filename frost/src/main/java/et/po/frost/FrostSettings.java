package et.po.frost;

import et.po.frost.webhooks.WebhookSettings;
import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/// What concerns Frost as a whole. `application.properties` names the environment variable of each.
@ConfigMapping(prefix = "frost.general")
interface FrostSettings {
  /// `FROST_PROFILE`. The embedded one takes secrets from its database and counts addresses as
  /// confirmed: never choose it where others have accounts.
  Profile profile();

  /// `FROST_MASTER_KEY`, 64 hex digits: wraps the keys of all accounts. Whoever loses it has lost
  /// them; a change needs the old one in `FROST_OLD_MASTER_KEYS` until `rotate-keys` was run.
  Optional<String> masterKey();

  /// Who else holds the keys to the keys.
  CustodySettings custody();

  /// `JWT`, at least 32 characters: signs the texts of tokens. After a change no token is good.
  Optional<String> tokenSecret();

  /// `MAX_API_TOKENS`: how many API tokens an account may have on each network.
  int maxApiTokens();

  /// `VERIFIED_ACCOUNT`: whether the address of a new account counts as confirmed at once.
  boolean verifiedAccount();

  /// `POET_URL`: the node that works posted with live tokens go to. If only one of the two is
  /// given, all works go there.
  URI poetUrl();

  /// `TEST_POET_URL`: the node that all others go to.
  URI testPoetUrl();

  WorksSettings works();

  /// `FROST_VERIFIED_ACCOUNT`: the page that a verification mail leads to. On the embedded profile
  /// Frost has one.
  Optional<String> verifyPage();

  /// `FROST_CHANGE_PASSWORD`: the page that a reset mail leads to, likewise.
  Optional<String> passwordPage();

  /// `SEND_EMAIL_DISABLED`: no mail is written at all; addresses cannot be confirmed then.
  boolean sendEmailDisabled();

  /// `EMAIL_FROM`: the sender's name.
  String emailFrom();

  /// `EMAIL_REPLY`: the sender's address.
  String emailReply();

  /// `FROST_SMTP_HOST`, or `MAILDEV_PORT_TCP_ADDR`: the server that takes mails. Without one the
  /// embedded profile sends none, and any other speaks to this machine's.
  Optional<String> smtpHost();

  /// `FROST_SMTP_PORT`, or `MAILDEV_PORT_TCP_PORT`.
  int smtpPort();

  /// `FROST_SMTP_USER`, if the server asks for one.
  Optional<String> smtpUser();

  /// `FROST_SMTP_PASSWORD`.
  Optional<String> smtpPassword();

  /// `FROST_SMTP_TLS`, `none`, `starttls` or `implicit`: how the connection is protected. Where it
  /// is, mails wait rather than go out unencrypted, or to a server whose certificate is not
  /// trusted.
  String smtpTls();

  /// `MAX_API_REQUEST_LIMIT_JSON`, such as `500kb`: how large a JSON body may be.
  ByteCount maxApiRequestLimitJson();

  /// `MAX_API_REQUEST_LIMIT_FORM`: the same for URL-encoded forms.
  ByteCount maxApiRequestLimitForm();

  /// `MAXIMUM_FILE_SIZE_IN_BYTES`: how large a file sent to `/archives` may be.
  ByteCount maximumFileSize();

  /// Webhooks.
  WebhookSettings webhooks();

  /// How often what may be done.
  LimitSettings limits();
}
