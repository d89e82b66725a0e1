package et.po.cli.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.cli.ExitCode;
import et.po.cli.Said;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadCommandTest {
  @TempDir Path directory;

  private static double number(JsonObject figures, String name) {
    return ((JsonNumber) figures.find(name).orElseThrow()).value();
  }

  private static Said load(MadeUpNode node, Object... more) {
    return Said.by(
        "load",
        "works",
        "--rate",
        "500/s",
        "--works",
        40,
        "--target",
        node.url(),
        "--json",
        more[0],
        more[1]);
  }

  @Test
  void works_allAnchored_isDone_andTheReportHasTheFigures() throws Exception {
    try (MadeUpNode node = new MadeUpNode(0, 0)) {
      Path report = directory.resolve("figures");
      Said said = load(node, "--report", report);
      assertEquals(ExitCode.DONE, said.exitCode(), said.err());
      JsonObject figures = said.json();
      assertEquals(40, number(figures, "posted"));
      assertEquals(40, number(figures, "anchored"));
      assertEquals(0, number(figures, "missing"));
      assertTrue(number(figures, "anchoredMedianMs") > 0, figures.text());
      assertEquals(figures, Json.parse(Files.readString(report.resolve("load.json"))));
    }
  }

  @Test
  void works_oneIsNeverAnchored_isNegative() throws IOException {
    try (MadeUpNode node = new MadeUpNode(1, 0)) {
      Said said = load(node, "--patience", "1s");
      assertEquals(ExitCode.NEGATIVE, said.exitCode(), said.err());
      assertEquals(39, number(said.json(), "anchored"));
      assertEquals(1, number(said.json(), "missing"));
    }
  }

  @Test
  void works_refusedOnes_areCountedAndNotMissing() throws IOException {
    try (MadeUpNode node = new MadeUpNode(0, 3)) {
      Said said = load(node, "--patience", "1s");
      assertEquals(ExitCode.DONE, said.exitCode(), said.err());
      assertEquals(3, number(said.json(), "refused"));
      assertEquals(37, number(said.json(), "anchored"));
      assertEquals(0, number(said.json(), "missing"));
    }
  }

  @Test
  void works_nobodyAnswers_areFailed() throws IOException {
    MadeUpNode gone = new MadeUpNode(0, 0);
    gone.close();
    Said said = load(gone, "--patience", "1s");
    assertEquals(ExitCode.NEGATIVE, said.exitCode(), said.err());
    assertTrue(
        said.err().contains("No work was taken: no answer: it takes no connection."), said.err());
    assertEquals(0, number(said.json(), "postedPerSecond"));
    assertEquals(40, number(said.json(), "failed"));
    assertEquals(0, number(said.json(), "missing"));
  }

  @Test
  void works_noneIsTaken_isNegative_andSaysWhy() throws IOException {
    try (MadeUpNode node = new MadeUpNode(0, 40)) {
      Said said = load(node, "--patience", "1s");
      assertEquals(ExitCode.NEGATIVE, said.exitCode(), said.err());
      assertTrue(said.err().contains("No work was taken: 503"), said.err());
      assertEquals(40, number(said.json(), "refused"));
    }
  }

  @Test
  void works_nodeGoesAway_figuresSayWhatIsNotKnown() throws IOException {
    try (MadeUpNode node = new MadeUpNode(1, 0)) {
      node.showOnly(2);
      Said said = load(node, "--patience", "1s");
      assertEquals(ExitCode.UNABLE, said.exitCode(), said.err());
      assertTrue(said.err().contains("does not tell what is anchored"), said.err());
      JsonObject figures = said.json();
      assertEquals(40, number(figures, "posted"));
      assertTrue(number(figures, "anchored") <= 39, figures.text());
      assertTrue(figures.find("missing").isEmpty(), figures.text());
    }
  }

  @Test
  void misuse_isSaidInASentence() {
    assertMisuse("a rate such as 7000/h", "load", "works", "--rate", "7000", "--works", 1);
    assertMisuse("above 0", "load", "works", "--rate", "0/s", "--works", 1);
    assertMisuse("--works is from 1", "load", "works", "--rate", "1/s", "--works", 0);
    assertMisuse("--rate", "load", "works", "--works", 1);
    assertMisuse(
        "begins with http",
        "load",
        "works",
        "--rate",
        "1/s",
        "--works",
        1,
        "--target",
        "ftp://example.org");
    assertMisuse(
        "It takes works or frost, not nonsense.",
        "load",
        "nonsense",
        "--rate",
        "1/s",
        "--works",
        1);
    assertMisuse(
        "token", "load", "frost", "--rate", "1/s", "--works", 1, "--target", "http://127.0.0.1:1");
  }

  @Test
  void nothingRuns_saysHowToStartIt() {
    Said said = Said.by("load", "works", "--rate", "1/s", "--works", 1, "--data", directory);
    assertEquals(ExitCode.UNABLE, said.exitCode());
    assertTrue(said.err().contains("poet run"), said.err());
  }

  private static void assertMisuse(String sentence, Object... arguments) {
    Said said = Said.by(arguments);
    assertEquals(ExitCode.MISUSE, said.exitCode(), said.err());
    assertTrue(said.err().contains(sentence), said.err());
  }
}
