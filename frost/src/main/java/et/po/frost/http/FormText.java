package et.po.frost.http;

import et.po.frost.faults.Fault;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Names and values of URL-encoded forms (WHATWG URL, section 5.1), with one difference: bytes that
/// are not UTF-8 are refused. Replacing them would register another work than the one sent.
final class FormText {
  private FormText() {}

  /// @param text one character a byte, as it came
  /// @param what is decoded, for the sentence that refuses it
  static String decode(String text, String what) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == '%') {
        bytes.write(escaped(text, i));
        i += 2;
      } else {
        bytes.write(unit == '+' ? ' ' : unit);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw Fault.MALFORMED_BODY.because(
          what
              + " of the form is not text in UTF-8. For a work that is not text, send its SHA-256 as"
              + " hash instead of its content.");
    }
  }

  private static int escaped(String text, int at) {
    int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
    int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw Fault.MALFORMED_BODY.because("The form has a broken percent escape.");
    }
    return high * 16 + low;
  }
}
