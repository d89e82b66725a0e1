package et.po.protocol.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Reads JSON as `JSON.parse` does, nested at most [Json#MAXIMUM_DEPTH] deep, of at most
/// [Json#MAXIMUM_VALUES] values.
final class JsonReader {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Json.MAXIMUM_DEPTH)
                  // The caller limits the size of the whole; a part needs no limit of its own.
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          // Foreign keys would fill the table that interning shares.
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
          .build();

  private final JsonParser parser;
  private int values;

  private JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  static Json read(byte[] utf8) throws MalformedJsonException {
    try {
      return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      throw new MalformedJsonException("The bytes are not UTF-8.");
    }
  }

  static Json read(String text) throws MalformedJsonException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonReader reader = new JsonReader(parser);
      Json value = reader.value(parser.nextToken());
      if (parser.nextToken() != null) {
        throw new MalformedJsonException("More than one JSON value was sent.");
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw new MalformedJsonException(
          "The JSON is nested more than " + Json.MAXIMUM_DEPTH + " deep.");
    } catch (JsonProcessingException e) {
      throw new MalformedJsonException(sentence(e));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }

  /// Where it goes wrong; the parser's own words are for who programs it.
  private static String sentence(JsonProcessingException fault) {
    JsonLocation place = fault.getLocation();
    if (place == null) {
      return "Not JSON.";
    }
    String where =
        place.getLineNr() == 1
            ? "at character " + place.getColumnNr()
            : "at line " + place.getLineNr() + ", character " + place.getColumnNr();
    return fault instanceof JsonEOFException
        ? "Not JSON: it ends too early, " + where + "."
        : "Not JSON: what stands " + where + " cannot stand there.";
  }

  private Json value(@Nullable JsonToken token) throws IOException, MalformedJsonException {
    if (token == null) {
      throw new MalformedJsonException("There is no JSON value.");
    }
    if (++values > Json.MAXIMUM_VALUES) {
      throw new MalformedJsonException(
          "The JSON has more than " + Json.MAXIMUM_VALUES + " values.");
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> new JsonString(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new JsonNumber(Double.parseDouble(parser.getText()));
      case VALUE_TRUE -> JsonBoolean.TRUE;
      case VALUE_FALSE -> JsonBoolean.FALSE;
      case VALUE_NULL -> JsonNull.INSTANCE;
      case END_ARRAY, END_OBJECT, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new MalformedJsonException("Not JSON: a value is missing.");
    };
  }

  private JsonObject object() throws IOException, MalformedJsonException {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      members.put(key, value(parser.nextToken()));
    }
    return new JsonObject(members);
  }

  private JsonArray array() throws IOException, MalformedJsonException {
    List<Json> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(token));
    }
    return new JsonArray(items);
  }
}
