package et.po.frost.webhooks;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/// Where a receiver listens. Every port is allowed: what must not be reached is told by its
/// address, and to a public address no more than the start of TLS is sent unless it speaks that.
///
/// @param host as it stands in the URL, without a dot at the end
/// @param target path and query, as the request has them
record ReceiverUrl(String text, boolean secure, String host, int port, String target) {
  private static final int LONGEST = 2048;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final int HIGHEST_PORT = 65_535;
  private static final Pattern ASCII = Pattern.compile("[\\x21-\\x7e]+");

  /// @param httpToo whether unencrypted receivers are allowed
  static ReceiverUrl parse(String text, boolean httpToo) throws ReceiverRefusedException {
    if (text.length() > LONGEST || !ASCII.matcher(text).matches()) {
      throw new ReceiverRefusedException(
          "A receiver's URL has at most 2,048 characters, all of them visible ASCII.");
    }
    URI uri = uri(text);
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(httpToo && scheme.equals("http"))) {
      throw new ReceiverRefusedException("A receiver's URL begins with https://.");
    }
    if (uri.getHost() == null) {
      throw new ReceiverRefusedException("A receiver's URL names a host.");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new ReceiverRefusedException(
          "A receiver's URL has neither user and password nor a fragment.");
    }
    boolean secure = scheme.equals("https");
    return new ReceiverUrl(
        text, secure, uri.getHost().replaceAll("\\.$", ""), port(uri, secure), target(uri));
  }

  private static URI uri(String text) throws ReceiverRefusedException {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new ReceiverRefusedException("A receiver's URL must be a valid URL.");
    }
  }

  private static int port(URI uri, boolean secure) throws ReceiverRefusedException {
    if (uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
      throw new ReceiverRefusedException("A receiver's port is 1 to 65535.");
    }
    return uri.getPort() > 0 ? uri.getPort() : secure ? HTTPS : HTTP;
  }

  private static String target(URI uri) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  /// The header `Host`.
  String authority() {
    return port == (secure ? HTTPS : HTTP) ? host : host + ":" + port;
  }
}
