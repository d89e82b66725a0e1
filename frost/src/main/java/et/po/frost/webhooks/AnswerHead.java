package et.po.frost.webhooks;

import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The beginning of an HTTP answer, read no further than its status.
final class AnswerHead {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)(?: .*)?");
  private static final int MOST = 16 * 1024;

  private final InputStream in;
  private int read;

  AnswerHead(InputStream in) {
    this.in = in;
  }

  /// The status that is not just an interim one.
  int status() throws IOException {
    int status = statusLine();
    while (status / 100 == 1) {
      skipFields();
      status = statusLine();
    }
    return status;
  }

  private int statusLine() throws IOException {
    Matcher line = STATUS.matcher(line());
    if (!line.matches()) {
      throw new IOException("not an answer of HTTP/1.1");
    }
    return Integer.parseInt(line.group(1));
  }

  private void skipFields() throws IOException {
    String field = line();
    while (!field.isEmpty()) {
      field = line();
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || ++read > MOST) {
        throw new IOException("the answer ends too early, or not at all");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
