package et.po.frost;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.net.http.HttpHeaders;

/// What a call was answered.
record Reply(int status, String body, HttpHeaders headers) {
  Json json() {
    try {
      return Json.parse(body);
    } catch (MalformedJsonException e) {
      throw new AssertionError("not JSON: " + this, e);
    }
  }

  JsonObject object() {
    return (JsonObject) json();
  }

  String text(String member) {
    return object().findString(member).orElseThrow(() -> new AssertionError(this.toString()));
  }

  /// The header's value, or an empty text.
  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /// Status and text, as tables of tests have them.
  String line() {
    return status + " " + body;
  }
}
