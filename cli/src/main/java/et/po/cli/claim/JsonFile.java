package et.po.cli.claim;

import et.po.cli.CommandException;
import et.po.cli.InputFile;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;

/// Reads files that must hold a JSON object.
final class JsonFile {
  private JsonFile() {}

  static JsonObject object(InputFile file) {
    try {
      if (Json.parse(file.require()) instanceof JsonObject object) {
        return object;
      }
      throw CommandException.unable(file.name() + " holds no JSON object.");
    } catch (MalformedJsonException e) {
      throw CommandException.unable(file.name() + ": " + e.getMessage(), e);
    }
  }
}
