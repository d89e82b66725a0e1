package et.po.frost.mail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The mails that Frost writes.
///
/// @param verifyPage where a verification mail's button leads, before `?token=`; empty if there is
///   no such page
/// @param passwordPage where a reset mail's button leads, before `?token=`; empty likewise
public record Mails(String verifyPage, String passwordPage) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /// Asks to confirm an address.
  public Mail verification(String to, String token) {
    return withButton(
        to,
        "Po.et Verify account",
        "Welcome to Po.et! Please confirm that this address is yours.",
        "verify-link",
        "Verify account",
        verifyPage + "?token=" + token,
        verifyPage.isEmpty()
            ? "To confirm, ask the server that you signed up at for /accounts/verify/ and what follows"
                + " token= above, such as: curl https://SERVER/accounts/verify/"
                + token
            : "");
  }

  /// Lets somebody choose a new password.
  public Mail passwordReset(String to, String token) {
    return withButton(
        to,
        "Po.et Password Reset",
        "We received a request to choose a new password for your Po.et account.",
        "change-password-link",
        "Change password",
        passwordPage + "?token=" + token,
        "The link is good for 30 minutes. If it was not you who asked, ignore this mail: nothing has"
            + " changed."
            + (passwordPage.isEmpty()
                ? " To change the password, send the server that you signed up at what follows token="
                    + " above, such as: curl https://SERVER/password/change/token -H 'token: "
                    + token
                    + "' --data-urlencode 'password=NEW PASSWORD'"
                : ""));
  }

  /// Tells that a password was changed.
  public Mail passwordChanged(String to, Instant at) {
    String sentence =
        "The password of your Po.et account was changed on "
            + TIME.format(at)
            + ". If that was not you, reset it at once.";
    return new Mail(to, "Po.et Password Changed", page("<p>" + sentence + "</p>"), sentence + "\n");
  }

  /// Tells the old address of an account that it has another now; what that is, it is not told.
  public Mail addressChanged(String to, Instant at) {
    String sentence =
        "The mail address of your Po.et account was changed on "
            + TIME.format(at)
            + ". If that was not you, somebody has your log-in: write to us at once.";
    return new Mail(
        to, "Po.et Mail Address Changed", page("<p>" + sentence + "</p>"), sentence + "\n");
  }

  /// Where no page is set, the address of the link is the token alone, and the mail says what to do
  /// with it.
  private static Mail withButton(
      String to,
      String subject,
      String sentence,
      String id,
      String label,
      String link,
      String afterwards) {
    String html =
        "<p>%s</p>\n<p><a id=\"%s\" href=\"%s\">%s</a></p>\n"
            .formatted(sentence, id, Html.escaped(link), label);
    String after = afterwards.isEmpty() ? "" : "<p>" + Html.escaped(afterwards) + "</p>";
    String text =
        sentence + "\n\n" + link + "\n" + (afterwards.isEmpty() ? "" : "\n" + afterwards + "\n");
    return new Mail(to, subject, page(html + after), text);
  }

  private static String page(String body) {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<body>\n" + body + "\n</body>\n</html>\n";
  }
}
