package et.po.frost.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.frost.faults.FaultException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTextTest {
  @ParameterizedTest
  @CsvSource({"a+b,a b", "%41%62,Ab", "caf%C3%A9,café", "%2B%26%3D,+&=", "%f0%9f%98%80,😀"})
  void escapes_areUndone(String text, String expected) {
    assertEquals(expected, FormText.decode(text, "It"));
  }

  @Test
  void unescapedUtf8_isTextToo() {
    String bytes = new String("café".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertEquals("café", FormText.decode(bytes, "It"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%89PNG", "caf%E9", "%C3", "%ED%A0%80", "%C0%80"})
  void bytesThatAreNoUtf8_areRefused_notReplaced(String text) {
    FaultException refused =
        assertThrows(FaultException.class, () -> FormText.decode(text, "The field \"content\""));
    assertTrue(
        String.valueOf(refused.getMessage())
            .startsWith("The field \"content\" of the form is not text in UTF-8."),
        refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "a%4x", "%zz", "100%"})
  void brokenEscapes_areRefused(String text) {
    assertThrows(FaultException.class, () -> FormText.decode(text, "It"));
  }
}
