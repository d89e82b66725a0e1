package et.po.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/// The first Po.et's plugin, as WordPress sends its requests: one connection each, headers and JSON
/// byte for byte as PHP writes them.
final class WordPress {
  private static final int TIMEOUT_MILLIS = 30_000;

  private final URI url;
  private final String token;

  /// @param url of the works, as in the plugin's settings
  WordPress(URI url, String token) {
    this.url = url;
    this.token = token;
  }

  /// An article as WordPress has it.
  record Article(String permalink, String title, String author, String tags, String source) {
    /// What `wp_json_encode` makes of the plugin's array.
    String json(String modified) {
      return "{\"canonicalUrl\":"
          + php(permalink)
          + ",\"name\":"
          + php(title)
          + ",\"datePublished\":"
          + php(modified)
          + ",\"dateCreated\":"
          + php("2018-04-03T20:14:40+00:00")
          + ",\"author\":"
          + php(author)
          + ",\"tags\":"
          + php(tags)
          + ",\"content\":"
          + php(source)
          + "}";
    }
  }

  /// A status and the text after it; the plugin looks at the text alone.
  record Answer(int status, String text) {}

  Answer publish(Article article, String modified) throws IOException {
    byte[] body = article.json(modified).getBytes(UTF_8);
    String head =
        "POST %s HTTP/1.1\r\n".formatted(url.getPath())
            + "Host: %s:%d\r\n".formatted(url.getHost(), url.getPort())
            + "User-Agent: WordPress/4.9.8; https://blog.example.com\r\n"
            + "Accept: */*\r\n"
            + "Accept-Encoding: deflate, gzip\r\n"
            + "Referer: %s\r\n".formatted(url)
            + "Content-Type: application/json\r\n"
            + "token: %s\r\n".formatted(token)
            + "Connection: close\r\n"
            + "Content-Length: %d\r\n\r\n".formatted(body.length);
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(head.getBytes(UTF_8));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      return new Answer(
          Integer.parseInt(answer.split(" ", 3)[1]),
          answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }
  }

  /// A text as PHP's `json_encode` writes it: slashes escaped, and all that is not ASCII.
  static String php(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char unit : text.toCharArray()) {
      json.append(
          switch (unit) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '/' -> "\\/";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default ->
                unit < ' ' || unit > '~'
                    ? String.format(Locale.ROOT, "\\u%04x", (int) unit)
                    : String.valueOf(unit);
          });
    }
    return json.append('"').toString();
  }
}
