package et.po.protocol.proof;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.HexFormat;
import java.util.List;

/// The members of one object in a receipt, each asked for with the type it must have.
final class ReceiptMembers {
  private final String name;
  private final JsonObject object;

  ReceiptMembers(String name, Json value) throws MalformedReceiptException {
    if (!(value instanceof JsonObject members)) {
      throw new MalformedReceiptException(name + " is an object");
    }
    this.name = name;
    this.object = members;
  }

  boolean has(String key) {
    return object.find(key).isPresent();
  }

  ReceiptMembers members(String key) throws MalformedReceiptException {
    return new ReceiptMembers("\"" + key + "\"", find(key));
  }

  List<Json> items(String key, int limit) throws MalformedReceiptException {
    if (find(key) instanceof JsonArray array && array.items().size() <= limit) {
      return array.items();
    }
    throw new MalformedReceiptException("\"" + key + "\" is an array of at most " + limit);
  }

  String text(String key) throws MalformedReceiptException {
    return text(key, find(key));
  }

  /// A whole number from 0 to 2^31 - 1.
  int number(String key) throws MalformedReceiptException {
    if (find(key) instanceof JsonNumber number
        && number.value() >= 0
        && number.value() == (int) number.value()) {
      return (int) number.value();
    }
    throw new MalformedReceiptException("\"" + key + "\" is a whole number of 31 bits");
  }

  byte[] hex(String key) throws MalformedReceiptException {
    return hex(key, find(key));
  }

  static byte[] hex(String key, Json value) throws MalformedReceiptException {
    try {
      return HexFormat.of().parseHex(text(key, value));
    } catch (IllegalArgumentException e) {
      throw new MalformedReceiptException("\"" + key + "\" is hexadecimal");
    }
  }

  private static String text(String key, Json value) throws MalformedReceiptException {
    if (value instanceof JsonString text) {
      return text.value();
    }
    throw new MalformedReceiptException("\"" + key + "\" is a string");
  }

  private Json find(String key) throws MalformedReceiptException {
    return object
        .find(key)
        .orElseThrow(() -> new MalformedReceiptException(name + " has no \"" + key + "\""));
  }
}
