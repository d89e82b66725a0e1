package et.po.cli.run;

import et.po.cli.CommandException;
import et.po.cli.OwnerFile;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// Passwords and keys of a local run: made once, in a file that only its owner reads.
public final class Secrets {
  private static final int BYTES = 32;

  private final Map<Name, String> values;

  /// What there are secrets for. The names are those in the file.
  public enum Name {
    POSTGRESQL,
    NODE_DATABASE,
    FROST_DATABASE,
    BITCOIN_RPC,
    RABBITMQ,
    FROST_MASTER_KEY,
    JWT
  }

  private Secrets(Map<Name, String> values) {
    this.values = Map.copyOf(values);
  }

  /// Reads the file, adding what it lacks.
  public static Secrets in(Path file, SecureRandom random) throws IOException {
    JsonObject known = Files.exists(file) ? read(file) : JsonObject.EMPTY;
    Map<Name, String> values = new LinkedHashMap<>();
    JsonObject complete = known;
    for (Name name : Name.values()) {
      String value = known.findString(name.name()).orElseGet(() -> made(random));
      values.put(name, value);
      complete = complete.with(name.name(), new JsonString(value));
    }
    if (!complete.equals(known)) {
      OwnerFile.replace(file, (complete.text() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return new Secrets(values);
  }

  private static JsonObject read(Path file) throws IOException {
    try {
      if (Json.parse(Files.readAllBytes(file)) instanceof JsonObject object) {
        return object;
      }
      throw CommandException.unable(file + " is damaged: it holds no JSON object.");
    } catch (MalformedJsonException e) {
      throw CommandException.unable(file + " is damaged: " + e.getMessage(), e);
    }
  }

  private static String made(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// 64 hex digits.
  public String of(Name name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("no secret " + name);
    }
    return value;
  }
}
