package et.po.node.works;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The words by which a work is found: runs of letters and digits, in lower case.
public final class Words {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
  private static final List<String> SEARCHED = List.of("name", "author", "tags");

  /// The index takes no longer words and need not take more; a work has few.
  private static final int LONGEST = 64;

  private static final int MOST = 500;

  private Words() {}

  /// The words of a text.
  public static List<String> of(String text) {
    return WORD.matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .map(MatchResult::group)
        .map(word -> word.length() > LONGEST ? word.substring(0, LONGEST) : word)
        // Half of a surrogate pair is no text, and cutting may leave one.
        .filter(word -> !Character.isHighSurrogate(word.charAt(word.length() - 1)))
        .distinct()
        .limit(MOST)
        .toList();
  }

  /// The words of a claim's name, author and tags.
  public static List<String> of(JsonObject claim) {
    StringBuilder text = new StringBuilder();
    SEARCHED.stream()
        .map(claim::find)
        .flatMap(Optional::stream)
        .flatMap(Words::texts)
        .forEach(part -> text.append(part).append(' '));
    return of(text.toString());
  }

  private static Stream<String> texts(Json value) {
    return switch (value) {
      case JsonString(String text) -> Stream.of(text);
      case JsonArray(List<Json> items) -> items.stream().flatMap(Words::texts);
      default -> Stream.empty();
    };
  }
}
