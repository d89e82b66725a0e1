package et.po.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.json.MalformedJsonException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path directory;

  private int run(String... arguments) {
    return new Bench(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(List.of(arguments));
  }

  @Test
  void run_unknownName_listsTheNames() {
    assertEquals(2, run("claim-verify", "nonsense"));
    String said = err.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains("'nonsense'"), said);
    for (String name : List.of("claim-verify", "claim-sign", "batch-100000", "ots-size")) {
      assertTrue(said.contains(name), said);
    }
    assertEquals(0, out.size());
  }

  @Test
  void run_jsonWithoutFile_isMisuse() {
    assertEquals(2, run("--json"));
  }

  @Test
  void run_otsSize_isBelowItsBound() throws IOException, MalformedJsonException {
    Path file = directory.resolve("figures.json");
    assertEquals(0, run("ots-size", "--json", file.toString()));
    JsonArray figures = (JsonArray) Json.parse(Files.readAllBytes(file));
    assertEquals(2, figures.items().size());
    JsonObject figure = (JsonObject) figures.items().getFirst();
    assertEquals(Optional.of("bytes"), figure.findString("unit"));
    assertTrue(((JsonNumber) figure.find("value").orElseThrow()).value() < 5_000, figure.text());
    assertEquals(
        out.toString(StandardCharsets.UTF_8).lines().count(), figures.items().size(), "lines");
    assertEquals(Optional.of(new JsonString("ots-size, claim")), figure.find("name"));
  }

  @Test
  void median_ofEvenlyMany_isBetweenTheTwoInTheMiddle() {
    assertEquals(2.5, Samples.of(4, 1, 3, 2).median());
  }
}
