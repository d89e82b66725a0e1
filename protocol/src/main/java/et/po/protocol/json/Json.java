package et.po.protocol.json;

/// An immutable JSON value.
public sealed interface Json
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {

  /// How deep arrays and objects may nest.
  int MAXIMUM_DEPTH = 64;

  /// How many values there may be, objects and arrays among them: each takes a hundred bytes or so
  /// of memory, where it may have been two of text.
  int MAXIMUM_VALUES = 200_000;

  /// The value that these UTF-8 bytes hold.
  ///
  /// How many bytes are too many is the caller's to decide, before calling.
  ///
  /// @throws MalformedJsonException with a sentence, for anything else
  static Json parse(byte[] utf8) throws MalformedJsonException {
    return JsonReader.read(utf8);
  }

  /// The value that this text holds.
  ///
  /// @throws MalformedJsonException with a sentence, for anything else
  static Json parse(String text) throws MalformedJsonException {
    return JsonReader.read(text);
  }

  /// The compact text that `JSON.stringify` would write.
  default String text() {
    return JsonWriter.write(this);
  }
}
