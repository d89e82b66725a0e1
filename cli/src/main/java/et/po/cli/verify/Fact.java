package et.po.cli.verify;

import et.po.cli.Plain;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonString;
import java.util.Optional;

/// Something that a report tells.
///
/// @param caveat whose word it is, where it is only somebody's
record Fact(Json value, Optional<String> caveat) {
  static Fact of(String text) {
    return new Fact(new JsonString(text), Optional.empty());
  }

  static Fact of(long number) {
    return new Fact(new JsonNumber(number), Optional.empty());
  }

  Fact by(String whose) {
    return new Fact(value, Optional.of(whose));
  }

  /// As people read it.
  String words() {
    return Plain.text(value) + caveat.map(whose -> " (" + whose + ")").orElse("");
  }
}
