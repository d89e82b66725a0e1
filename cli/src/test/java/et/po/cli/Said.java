package et.po.cli;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a command answered.
public record Said(int exitCode, String out, String err) {
  /// Runs a command as the launcher would, with these bytes on stdin.
  public static Said by(byte[] in, List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(in),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false);
    int exitCode = Poet.commandLine(console).execute(arguments.toArray(String[]::new));
    return new Said(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// A console that nobody reads.
  public static Console nowhere() {
    PrintStream nobody = new PrintStream(OutputStream.nullOutputStream());
    return new Console(InputStream.nullInputStream(), nobody, nobody, false, false);
  }

  public static Said by(Object... arguments) {
    return by(new byte[0], List.of(arguments).stream().map(Object::toString).toList());
  }

  /// The answer as the one JSON document that it is.
  public JsonObject json() {
    return documents().getFirst();
  }

  public List<JsonObject> documents() {
    return out.lines().map(Said::parse).toList();
  }

  private static JsonObject parse(String line) {
    try {
      return (JsonObject) Json.parse(line);
    } catch (MalformedJsonException e) {
      throw new AssertionError(line, e);
    }
  }
}
