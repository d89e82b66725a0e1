package et.po.frost.validation;

import et.po.protocol.json.JsonString;
import java.util.regex.Pattern;

/// Mail addresses: a dotted local part, an `@`, and a host name of one label or more, in any
/// script. Quoted local parts and address literals are not taken.
final class EmailAddress {
  static final int MAXIMUM_LENGTH = 254;
  private static final int MAXIMUM_LOCAL_LENGTH = 64;

  // Beyond ASCII: letters, marks, numbers and symbols, but no controls and no kind of blank.
  private static final String OTHERS = "[^\\p{ASCII}\\p{C}\\p{Z}]";
  private static final String ATOM = "(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|" + OTHERS + ")+";
  private static final String EDGE = "(?:[A-Za-z0-9]|" + OTHERS + ")";
  private static final String LABEL =
      EDGE + "(?:(?:[A-Za-z0-9-]|" + OTHERS + "){0,61}" + EDGE + ")?";
  private static final Pattern ADDRESS =
      Pattern.compile(ATOM + "(?:\\." + ATOM + ")*@" + LABEL + "(?:\\." + LABEL + ")*");

  private EmailAddress() {}

  static boolean isValid(String text) {
    // The length first: the pattern is only ever tried on short texts.
    return text.length() <= MAXIMUM_LENGTH
        && text.indexOf('@') <= MAXIMUM_LOCAL_LENGTH
        && JsonString.isStorable(text)
        && ADDRESS.matcher(text).matches();
  }
}
