package et.po.protocol.claim;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.Map;
import java.util.Optional;

/// Looks for texts and numbers that do not survive being stored or signed as they look.
final class ClaimTexts {
  private ClaimTexts() {}

  static boolean areStorable(Json value) {
    return switch (value) {
      case JsonString(String text) -> JsonString.isStorable(text);
      case JsonArray array -> array.items().stream().allMatch(ClaimTexts::areStorable);
      case JsonObject object -> {
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
          if (!JsonString.isStorable(member.getKey()) || !areStorable(member.getValue())) {
            yield false;
          }
        }
        yield true;
      }
      default -> true;
    };
  }

  /// The first number that is signed as another than it looks: `1e21` as the integer `1e+21`, which
  /// is none, and `1e-7` as `0`.
  static Optional<String> exoticNumber(Json value) {
    return switch (value) {
      case JsonNumber number ->
          isExotic(number) ? Optional.of(number.javaScriptText()) : Optional.empty();
      case JsonArray array ->
          array.items().stream().flatMap(item -> exoticNumber(item).stream()).findFirst();
      case JsonObject object ->
          object.members().values().stream()
              .flatMap(item -> exoticNumber(item).stream())
              .findFirst();
      default -> Optional.empty();
    };
  }

  private static boolean isExotic(JsonNumber number) {
    String text = number.javaScriptText();
    // With a point it is signed as a double, digit by digit, whatever its exponent.
    return text.indexOf('.') < 0 && (text.indexOf('e') >= 0 || Double.isInfinite(number.value()));
  }
}
