package et.po.protocol.claim;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.math.BigDecimal;
import java.util.Map;

/// One of the many texts, on one line, that a JSON value has.
record RandomSpelling(Chance chance) {
  String of(Json value) {
    StringBuilder text = new StringBuilder();
    append(text, value);
    return text.toString();
  }

  private void append(StringBuilder text, Json value) {
    blank(text);
    switch (value) {
      case JsonObject object -> {
        char separator = '{';
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
          text.append(separator);
          blank(text);
          text.append(string(member.getKey())).append(':');
          append(text, member.getValue());
          separator = ',';
        }
        text.append(separator == '{' ? "{}" : "}");
      }
      case JsonArray array -> {
        char separator = '[';
        for (Json item : array.items()) {
          text.append(separator);
          append(text, item);
          separator = ',';
        }
        text.append(separator == '[' ? "[]" : "]");
      }
      case JsonString(String content) -> text.append(string(content));
      case JsonNumber(double number) -> text.append(number(number));
      default -> text.append(value.text());
    }
    blank(text);
  }

  private void blank(StringBuilder text) {
    if (chance.percent(2)) {
      text.append(chance.of(" ", "\t", "  "));
    }
  }

  private String string(String content) {
    if (chance.percent(90) || content.isEmpty()) {
      return new JsonString(content).text();
    }
    StringBuilder escaped = new StringBuilder("\"");
    content.chars().forEach(unit -> escaped.append(String.format("\\u%04x", unit)));
    return escaped.append('"').toString();
  }

  private String number(double number) {
    if (Double.isInfinite(number)) {
      return number > 0 ? "1e999" : "-1e999";
    }
    if (1 / number == Double.NEGATIVE_INFINITY) {
      return "-0";
    }
    return switch (chance.below(4)) {
      case 0 -> Double.toString(number);
      case 1 -> new BigDecimal(number).toString();
      case 2 -> String.format("%.17e", number);
      default -> new JsonNumber(number).javaScriptText();
    };
  }
}
