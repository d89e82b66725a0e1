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
  private static final double LARGEST_EXACT = 0x1p53 - 1;

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

  /// The first number that is signed as another than it looks: one beyond the exact integers, or so
  /// small that it is signed as zero.
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
    double value = number.value();
    boolean exact = value == Math.rint(value) && Math.abs(value) <= LARGEST_EXACT;
    // With a point in its text it is signed as a double, digit by digit.
    return !exact && number.javaScriptText().indexOf('.') < 0;
  }
}
