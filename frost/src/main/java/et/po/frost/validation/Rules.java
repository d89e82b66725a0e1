package et.po.frost.validation;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonBoolean;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.Optional;
import java.util.regex.Pattern;

/// The rules that fields have.
public final class Rules {
  /// Possessive: a pattern that may go back keeps every step on the stack.
  private static final Pattern URI =
      Pattern.compile("(?:https|http|ipfs):(?:[\\w\\-.~:/?#\\[\\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})++");

  /// Calendar or ordinal date with dashes, then a time of hours and minutes, with or without
  /// seconds, fraction and zone. Impossible days such as 30 February pass.
  private static final Pattern ISO_DATE =
      Pattern.compile(
          "\\d{4}(?:-(?:(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\\d|3[01]))?"
              + "|00[1-9]|0[1-9]\\d|[12]\\d{2}|3(?:[0-5]\\d|6[1-6])))?"
              + "(?:[T\\s](?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d+)?)?"
              + "(?:Z|[+-](?:[01]\\d|2[0-3]):?[0-5]\\d)?)?");

  private static final String UNSTORABLE = "must not have a NUL or half of a surrogate pair";

  /// Any text but an empty one.
  public static final Rule TEXT = new Text(false, _ -> true, "");

  /// Any text.
  public static final Rule TEXT_OR_EMPTY = new Text(true, _ -> true, "");

  /// A text that the database can keep.
  public static final Rule STORED_TEXT = new Text(true, JsonString::isStorable, UNSTORABLE);

  public static final Rule EMAIL = new Text(false, EmailAddress::isValid, "must be a valid email");

  public static final Rule ISO_8601 =
      new Text(false, text -> ISO_DATE.matcher(text).matches(), "must be a valid ISO 8601 date");

  public static final Rule ARCHIVE_URL =
      new Text(
          false,
          text -> URI.matcher(text).matches(),
          "must be a valid uri with a scheme matching the https|http|ipfs pattern");

  /// A password that somebody chooses now.
  public static final Rule NEW_PASSWORD = new NewPassword();

  public static final Rule ANYTHING = (_, _) -> Optional.empty();

  public static final Rule OBJECT =
      (field, value) -> unless(value instanceof JsonObject, field, "must be an object");

  /// True or false, also as texts.
  public static final Rule BOOLEAN =
      (field, value) -> unless(isBoolean(value), field, "must be a boolean");

  private Rules() {}

  private static boolean isBoolean(Json value) {
    return value instanceof JsonBoolean
        || (value instanceof JsonString(String text)
            && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")));
  }

  private static Optional<String> unless(boolean holds, String field, String reason) {
    return holds ? Optional.empty() : Optional.of(Rule.child(field, reason));
  }
}
