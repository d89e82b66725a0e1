package et.po.frost.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.UUID;

/// A form with one file, as browsers send it.
record Multipart(String boundary, String type) {
  /// @param type of the file
  static Multipart of(String type) {
    return new Multipart("frost-" + UUID.randomUUID(), type);
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  /// What comes before the file.
  byte[] head() {
    return ("--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\"content\"; filename=\"content\"\r\n"
            + "Content-Type: "
            + type
            + "\r\n\r\n")
        // Headers are read one byte a character, and so written again.
        .getBytes(ISO_8859_1);
  }

  /// What comes after it.
  byte[] tail() {
    return ("\r\n--" + boundary + "--\r\n").getBytes(ISO_8859_1);
  }
}
