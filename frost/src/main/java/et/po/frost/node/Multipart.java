package et.po.frost.node;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.UUID;

/// A form with one file, as browsers send it.
record Multipart(String boundary, byte[] body) {
  static Multipart of(byte[] content) {
    String boundary = "frost-" + UUID.randomUUID();
    ByteArrayOutputStream body = new ByteArrayOutputStream(content.length + 256);
    body.writeBytes(
        ("--"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\"content\"; filename=\"content\"\r\n"
                // So spelled by the first Frost.
                + "Content-Type: plain/text\r\n\r\n")
            .getBytes(US_ASCII));
    body.writeBytes(content);
    body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(US_ASCII));
    return new Multipart(boundary, body.toByteArray());
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }
}
