package et.po.frost.http;

import et.po.frost.faults.Fault;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.json.MalformedJsonException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Bodies as JSON objects or arrays.
final class BodyParser {
  /// A form with more fields than this is no form of ours.
  private static final int MAXIMUM_FIELDS = 1000;

  private static final int MAXIMUM_LINES = 10_000;

  private BodyParser() {}

  static Json parse(BodyType type, byte[] body) {
    return switch (type) {
      case JSON -> json(body);
      // One character a byte: what the bytes mean is decided once the escapes are undone.
      case FORM -> form(new String(body, StandardCharsets.ISO_8859_1));
      case LINES -> lines(body);
      case IGNORED -> JsonObject.EMPTY;
    };
  }

  /// Each line as a text: what is wrong with one concerns no other.
  private static JsonArray lines(byte[] body) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      String[] lines = text.split("\n", MAXIMUM_LINES + 1);
      if (lines.length > MAXIMUM_LINES) {
        throw Fault.BODY_TOO_LARGE.because("too many lines");
      }
      return new JsonArray(Arrays.stream(lines).<Json>map(JsonString::new).toList());
    } catch (CharacterCodingException e) {
      throw Fault.MALFORMED_BODY.because("The bytes are not UTF-8.");
    }
  }

  private static Json json(byte[] body) {
    if (body.length == 0) {
      return JsonObject.EMPTY;
    }
    int first = 0;
    while (first < body.length && isBlank(body[first])) {
      first++;
    }
    if (first == body.length || (body[first] != '{' && body[first] != '[')) {
      throw Fault.NOT_OBJECT_OR_ARRAY.exception();
    }
    try {
      return Json.parse(body);
    } catch (MalformedJsonException e) {
      throw Fault.MALFORMED_BODY.because(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isBlank(byte unit) {
    return unit == ' ' || unit == '\t' || unit == '\n' || unit == '\r';
  }

  private static JsonObject form(String text) {
    SequencedMap<String, List<Json>> fields = new LinkedHashMap<>();
    String[] pairs = text.split("&", MAXIMUM_FIELDS + 2);
    if (pairs.length > MAXIMUM_FIELDS) {
      throw Fault.BODY_TOO_LARGE.because("too many parameters");
    }
    for (String pair : pairs) {
      if (!pair.isEmpty()) {
        String[] nameAndValue = pair.split("=", 2);
        String name = FormText.decode(nameAndValue[0], "A name");
        String value =
            nameAndValue.length == 2
                ? FormText.decode(nameAndValue[1], "The field \"" + name + "\"")
                : "";
        fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(new JsonString(value));
      }
    }
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    for (Map.Entry<String, List<Json>> field : fields.entrySet()) {
      List<Json> values = field.getValue();
      members.put(field.getKey(), values.size() == 1 ? values.get(0) : new JsonArray(values));
    }
    return new JsonObject(members);
  }
}
