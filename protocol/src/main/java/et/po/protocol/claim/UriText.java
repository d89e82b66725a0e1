package et.po.protocol.claim;

import et.po.protocol.rdf.Rdf;
import java.util.regex.Pattern;

/// What claims accept as URI (RFC 3986, but that a percent sign needs no digits behind it).
final class UriText {
  /// What the usual issuer begins with.
  static final String PLAIN_DATA = "data:;base64,";

  private static final String CHARACTER = "a-zA-Z0-9\\-._~%!$&'()*+,;=:";
  private static final String SEGMENT = "[" + CHARACTER + "@]*";

  /// Possessive: what is matched once is not tried again, which would take a stack as deep as the
  /// text is long. A slash is in no segment, so nothing is lost.
  private static final String SEGMENTS = "(?:/" + SEGMENT + ")*+";

  private static final String BYTE = "(?:0?0?[0-9]|0?[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5])";
  private static final String IP_V4 = "(?:" + BYTE + "\\.){3}" + BYTE;
  private static final String GROUP = "[0-9A-Fa-f]{1,4}";
  private static final String LAST = "(?:" + GROUP + ":" + GROUP + "|" + IP_V4 + ")";
  private static final String HOST =
      "(?:\\[(?:"
          + ipV6()
          + "|v[0-9A-Fa-f]+\\.[a-zA-Z0-9\\-._~!$&'()*+,;=:]+)\\]|"
          + IP_V4
          + "|[a-zA-Z0-9\\-._~%!$&'()*+,;=]{0,255})";
  private static final String HIERARCHY =
      "(?://(?:["
          + CHARACTER
          + "]*@)?"
          + HOST
          + "(?::[0-9]*)?"
          + SEGMENTS
          + "|/(?:["
          + CHARACTER
          + "@]+"
          + SEGMENTS
          + ")?"
          + "|["
          + CHARACTER
          + "@]+"
          + SEGMENTS
          + ")";
  private static final String REST =
      ":" + HIERARCHY + "(?:\\?[" + CHARACTER + "@/?]*)?(?:#[" + CHARACTER + "@/?]*)?";
  private static final Pattern ANY = Pattern.compile("[a-zA-Z][a-zA-Z0-9+\\-.]*" + REST);
  private static final Pattern PARTY = Pattern.compile("(?:po\\.et|http|https|did|data)" + REST);

  private UriText() {}

  /// Whether it can name an issuer or creator: case matters.
  static boolean isParty(String text) {
    return isPlainData(text) || PARTY.matcher(text).matches();
  }

  static boolean isUri(String text) {
    return text.equals(Rdf.DATE_TIME) || ANY.matcher(text).matches();
  }

  /// The usual issuer, told without the long pattern.
  static boolean isPlainData(String text) {
    if (!text.startsWith(PLAIN_DATA)) {
      return false;
    }
    for (int i = PLAIN_DATA.length(); i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain =
          ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '=';
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  /// The nine forms of RFC 3986: groups left out once, with what may stand before and must follow.
  private static String ipV6() {
    StringBuilder forms = new StringBuilder("(?:(?:" + GROUP + ":){6}" + LAST);
    for (int before = 0; before <= 4; before++) {
      forms.append('|').append(upTo(before));
      forms.append("::(?:").append(GROUP).append(":){").append(5 - before).append('}').append(LAST);
    }
    forms.append('|').append(upTo(5)).append("::").append(LAST);
    forms.append('|').append(upTo(6)).append("::").append(GROUP);
    forms.append('|').append(upTo(7)).append("::)");
    return forms.toString();
  }

  private static String upTo(int groups) {
    return groups == 0 ? "" : "(?:(?:" + GROUP + ":){0," + (groups - 1) + "}" + GROUP + ")?";
  }
}
