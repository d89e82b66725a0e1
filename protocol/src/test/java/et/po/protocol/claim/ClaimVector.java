package et.po.protocol.claim;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonBoolean;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A claim with everything that the library which defined claims says of it.
record ClaimVector(String name, JsonObject content) {
  static List<ClaimVector> all() throws IOException, MalformedJsonException {
    Path directory = Path.of(System.getProperty("vectors.directory"), "claims");
    List<ClaimVector> vectors = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        JsonObject content = (JsonObject) Json.parse(Files.readAllBytes(file));
        vectors.add(new ClaimVector(file.getFileName().toString(), content));
      }
    }
    return vectors;
  }

  JsonObject signed() {
    return content.findObject("signed").orElseThrow();
  }

  String text(String key) {
    return content.findString(key).orElseThrow();
  }

  boolean check(String name) {
    return content
        .findObject("checks")
        .flatMap(checks -> checks.find(name))
        .equals(java.util.Optional.of(JsonBoolean.TRUE));
  }

  boolean valid() {
    return content.find("valid").equals(java.util.Optional.of(JsonBoolean.TRUE));
  }

  @Override
  public String toString() {
    return name;
  }
}
