package et.po.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static Json parse(String text) throws MalformedJsonException {
    return Json.parse(text);
  }

  /// What `String(x)` gives in JavaScript.
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "1.0, 1",
    "100, 100",
    "1e2, 100",
    "123456789012345680000, 123456789012345680000",
    "999999999999999900000, 999999999999999900000",
    "1e21, 1e+21",
    "1.5e21, 1.5e+21",
    "0.000001, 0.000001",
    "0.0000001, 1e-7",
    "1.5e-7, 1.5e-7",
    "5e-324, 5e-324",
    "2e-323, 2e-323",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "0.1, 0.1",
    "4.35, 4.35",
    "2.5, 2.5",
    "1e23, 1e+23",
    "9007199254740993, 9007199254740992",
    "18014398509481990, 18014398509481990",
    "5e-7, 5e-7",
    "1e999, Infinity",
    "-1e999, -Infinity",
    "2.2250738585072014e-308, 2.2250738585072014e-308"
  })
  void javaScriptText_isWhatJavaScriptWrites(String written, String text)
      throws MalformedJsonException {
    assertEquals(text, ((JsonNumber) parse(written)).javaScriptText());
  }

  @Test
  void members_arrayIndicesComeFirst_ascending() throws MalformedJsonException {
    String text =
        "{\"b\":1,\"10\":2,\"a\":3,\"2\":4,\"01\":5,\"-1\":6,\"4294967295\":7,\"4294967294\":8}";
    assertEquals(
        List.of("2", "10", "4294967294", "b", "a", "01", "-1", "4294967295"),
        List.copyOf(((JsonObject) parse(text)).members().keySet()));
  }

  @Test
  void parse_sameKeyTwice_keepsTheFirstPlaceAndTheLastValue() throws MalformedJsonException {
    assertEquals("{\"a\":3,\"b\":2}", parse("{\"a\":1,\"b\":2,\"a\":3}").text());
  }

  @Test
  void text_escapesOnlyWhatJavaScriptEscapes() throws MalformedJsonException {
    String text = "\"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f\\\"\\\\/\u007f\u0085\u2028\ud83d\ude00\"";
    assertEquals(text, parse(text).text());
  }

  @Test
  void text_halfSurrogatePair_staysEscaped() throws MalformedJsonException {
    assertEquals("\"\\ud800x\\udc00\"", parse("\"\\ud800x\\udc00\"").text());
    assertEquals("\"\ud83d\ude00\"", parse("\"\\ud83d\\ude00\"").text());
  }

  @Test
  void parse_nestedTooDeep_isRefused() throws MalformedJsonException {
    int most = Json.MAXIMUM_DEPTH;
    parse("[".repeat(most) + "]".repeat(most));
    for (int depth : new int[] {most + 1, 1_000_000}) {
      String text = "[".repeat(depth) + "]".repeat(depth);
      String said = assertThrows(MalformedJsonException.class, () -> parse(text)).getMessage();
      assertEquals("The JSON is nested more than 64 deep.", said);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":}",
        "{'a':1}",
        "[1 2]",
        "01",
        "1.",
        ".5",
        "+1",
        "NaN",
        "Infinity",
        "nul",
        "\"",
        "\"\n\"",
        "\"\\x\"",
        "\"\\u12\"",
        "1 2",
        "{} {}",
        "// x",
        "[1]//",
        "\ufeff1",
        "{\"a\" 1}",
        "-",
        "1e",
        "tru",
        "[",
        "]",
        "}",
        "\"a\" \"b\""
      })
  void parse_noJson_isRefusedWithASentence(String text) {
    String said =
        String.valueOf(assertThrows(MalformedJsonException.class, () -> parse(text)).getMessage());
    assertTrue(
        said.matches(
            "Not JSON: (what stands at (line \\d+, )?character \\d+ cannot stand there"
                + "|it ends too early, at (line \\d+, )?character \\d+|a value is missing)\\."
                + "|There is no JSON value\\.|More than one JSON value was sent\\."),
        said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1,x] | Not JSON: what stands at character 4 cannot stand there.",
        "[1\\n,x] | Not JSON: what stands at line 2, character 2 cannot stand there.",
        "[1 | Not JSON: it ends too early, at character 3.",
      })
  void parse_noJson_tellsWhere(String text, String sentence) {
    String sent = text.replace("\\n", "\n");
    assertEquals(
        sentence, assertThrows(MalformedJsonException.class, () -> parse(sent)).getMessage());
  }

  @Test
  void parse_brokenUtf8_isRefused() {
    for (byte[] bytes :
        new byte[][] {
          {'"', (byte) 0xff, '"'}, {'"', (byte) 0xc3, '"'}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}
        }) {
      assertThrows(MalformedJsonException.class, () -> Json.parse(bytes));
    }
  }

  @Test
  void parse_utf8_isRead() throws MalformedJsonException {
    byte[] bytes = "\"\u00e9\ud83d\ude00\"".getBytes(StandardCharsets.UTF_8);
    assertEquals(new JsonString("\u00e9\ud83d\ude00"), Json.parse(bytes));
  }

  @Test
  void equals_orderOfMembers_doesNotMatter() throws MalformedJsonException {
    assertEquals(parse("{\"a\":1,\"b\":2}"), parse("{\"b\":2,\"a\":1}"));
    assertEquals(parse("{\"a\":1,\"b\":2}").hashCode(), parse("{\"b\":2,\"a\":1}").hashCode());
  }

  @Test
  void moreValuesThanFitIntoMemory_areRefused() throws MalformedJsonException {
    String most = "[" + "1,".repeat(Json.MAXIMUM_VALUES - 2) + "1]";
    Json.parse(most);

    MalformedJsonException problem =
        assertThrows(MalformedJsonException.class, () -> Json.parse(most.replace("[", "[1,")));
    assertEquals("The JSON has more than 200000 values.", problem.getMessage());
  }
}
