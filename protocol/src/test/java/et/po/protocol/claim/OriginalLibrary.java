package et.po.protocol.claim;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The library that defined claims, run by `tools/oracles/claims`.
final class OriginalLibrary {
  private static final Path HOME =
      Path.of(System.getProperty("project.root"), "tools", "oracles", "claims");

  private OriginalLibrary() {}

  static boolean isFetched() {
    return Files.exists(HOME.resolve("node_modules/@po.et/poet-js/package.json"));
  }

  /// What it makes of claims, each a JSON text on one line.
  static List<JsonObject> answers(List<String> claims, Path work)
      throws IOException, InterruptedException, MalformedJsonException {
    Path questions = work.resolve("questions");
    Path answers = work.resolve("answers");
    Files.write(questions, claims, StandardCharsets.UTF_8);
    Process node =
        new ProcessBuilder("node", HOME.resolve("answer.js").toString())
            .redirectInput(questions.toFile())
            .redirectOutput(answers.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(work.resolve("errors").toFile()))
            .start();
    try {
      if (!node.waitFor(60 + claims.size() / 10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the original library did not answer in time");
      }
    } finally {
      node.destroyForcibly();
    }
    List<JsonObject> parsed = new ArrayList<>();
    for (String line : Files.readAllLines(answers)) {
      parsed.add((JsonObject) Json.parse(line));
    }
    return parsed;
  }
}
