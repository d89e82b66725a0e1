package et.po.cli;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonString;

/// JSON values as people read them.
public final class Plain {
  private Plain() {}

  /// Texts without quotation marks and escapes, everything else as JSON writes it.
  public static String text(Json value) {
    return value instanceof JsonString(String text) ? text : value.text();
  }
}
