package et.po.protocol.json;

import java.util.HexFormat;
import java.util.Map;

/// Writes what `JSON.stringify` writes: no blanks, short escapes, `\\u` for other controls and for
/// halves of surrogate pairs, everything else as it is; infinite numbers become `null`.
final class JsonWriter {
  private static final HexFormat HEX = HexFormat.of();
  private final StringBuilder text = new StringBuilder();

  private JsonWriter() {}

  static String write(Json value) {
    JsonWriter writer = new JsonWriter();
    writer.append(value);
    return writer.text.toString();
  }

  private void append(Json value) {
    switch (value) {
      case JsonObject object -> appendObject(object);
      case JsonArray array -> appendArray(array);
      case JsonString string -> appendString(string.value());
      case JsonNumber number ->
          text.append(Double.isInfinite(number.value()) ? "null" : number.javaScriptText());
      case JsonBoolean bool -> text.append(bool.value());
      case JsonNull _ -> text.append("null");
    }
  }

  private void appendObject(JsonObject object) {
    char separator = '{';
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      text.append(separator);
      appendString(member.getKey());
      text.append(':');
      append(member.getValue());
      separator = ',';
    }
    text.append(separator == '{' ? "{}" : "}");
  }

  private void appendArray(JsonArray array) {
    char separator = '[';
    for (Json item : array.items()) {
      text.append(separator);
      append(item);
      separator = ',';
    }
    text.append(separator == '[' ? "[]" : "]");
  }

  private void appendString(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char unit = value.charAt(i);
      switch (unit) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (unit < ' ' || isHalfPair(value, i)) {
            text.append("\\u").append(HEX.toHexDigits(unit));
          } else {
            text.append(unit);
          }
        }
      }
    }
    text.append('"');
  }

  private static boolean isHalfPair(String value, int at) {
    char unit = value.charAt(at);
    if (Character.isHighSurrogate(unit)) {
      return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
    }
    return Character.isLowSurrogate(unit)
        && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
  }
}
