package et.po.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PoetTest {
  static Stream<List<String>> commands() {
    Console console =
        new Console(
            InputStream.nullInputStream(),
            new PrintStream(new ByteArrayOutputStream()),
            new PrintStream(new ByteArrayOutputStream()),
            false,
            false);
    List<List<String>> all = new ArrayList<>();
    collect(Poet.commandLine(console), List.of(), all);
    return all.stream();
  }

  private static void collect(CommandLine command, List<String> path, List<List<String>> all) {
    all.add(path);
    command
        .getSubcommands()
        .forEach((name, below) -> {
          List<String> longer = new ArrayList<>(path);
          longer.add(name);
          collect(below, longer, all);
        });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_everyCommand_hasUsageAndExample(List<String> path) {
    List<String> arguments = new ArrayList<>(path);
    arguments.add("--help");
    Said said = Said.by(new byte[0], arguments);
    assertEquals(ExitCode.DONE, said.exitCode(), said.err());
    assertTrue(said.out().contains("Usage: poet"), said.out());
    if (!path.equals(List.of("help"))) {
      assertTrue(said.out().contains("Example") || said.out().contains("Start with"), said.out());
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_listOfCommands_hasASentenceALine(List<String> path) {
    List<String> arguments = new ArrayList<>(path);
    arguments.add("--help");
    List<String> lines =
        Said.by(new byte[0], arguments)
            .out()
            .lines()
            .dropWhile(line -> !line.equals("Commands:"))
            .skip(1)
            .takeWhile(line -> !line.isBlank())
            .filter(line -> !line.startsWith("  help "))
            .toList();
    for (String line : lines) {
      assertTrue(line.matches("  [a-z-]+ +[A-Z].*\\.") && line.length() <= 80, line);
    }
  }

  @Test
  void help_ofCommand_isThatCommands() {
    assertTrue(Said.by("help", "verify").out().startsWith("Usage: poet verify"));
  }

  @Test
  void version_isTold() {
    Said said = Said.by("--version");
    assertEquals("poet 0.1.0", said.out().strip());
    assertEquals(ExitCode.DONE, said.exitCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"verifi", "claim inspekt x", "run --prot-offset 3", "works show", "claim"})
  void misuse_isTwoWithASentenceAndWhereHelpIs(String line) {
    Said said = Said.by((Object[]) line.split(" "));
    assertEquals(ExitCode.MISUSE, said.exitCode());
    assertEquals("", said.out());
    assertTrue(said.err().startsWith("poet"), said.err());
    assertTrue(said.err().contains("--help"), said.err());
    assertFalse(said.err().contains("\tat "), said.err());
  }

  @Test
  void misuse_almostRight_isSuggested() {
    assertTrue(Said.by("verifi").err().contains("verify"));
    assertTrue(Said.by("rnu").err().contains("Did you mean run?"));
    assertTrue(Said.by("run", "--prot-offset", "3").err().contains("--port-offset"));
    assertTrue(Said.by("claim", "inspekt", "x").err().contains("inspect"));
  }

  @Test
  void json_afterAFailure_isOneDocument() {
    for (String line :
        List.of(
            "verify --json /missing",
            "verify --json",
            "works show --json xyz",
            "claim submit --json /missing",
            "keys new --json --out /missing/key",
            "admin status --json --node ::")) {
      Said said = Said.by((Object[]) line.split(" "));
      assertEquals(1, said.documents().size(), line);
      assertEquals(
          Optional.of(String.valueOf(said.exitCode())),
          said.json().find("exitCode").map(Json::text));
      String error = said.json().findString("error").orElseThrow();
      assertTrue(said.err().contains(error), line + said.err() + error);
    }
    assertEquals("", Said.by("verify", "/missing").out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --block-interval 3|--block-interval takes a duration such as 500ms, 3s",
        "run --port-offset abc|--port-offset takes a whole number, not abc",
        "drill --seed abc|--seed takes a whole number, not abc",
        "run --services=foo|--services takes embedded or real, not foo",
        "claim create --hash md5|--hash takes sha256 or cid, not md5",
        "claim create --field foo|--field takes NAME=TEXT, not foo",
        "claim create --name|--name needs TEXT",
        "works show xyz|ID takes 64 lower-case hexadecimal digits, not xyz",
        "works show|Missing: ID",
        "claim sign x|Missing: --key FILE",
        "proof fetch --timeout soon|--timeout takes a duration such as 500ms",
        "proof fetch --timeout PT-1S|--timeout takes a duration from nothing to a year",
      })
  void misuse_wrongValue_isSaidWithoutWordsOfJava(String lineAndSentence) {
    String[] parts = lineAndSentence.split("\\|", 2);
    Said said = Said.by((Object[]) parts[0].split(" "));
    assertEquals(ExitCode.MISUSE, said.exitCode());
    assertTrue(said.err().contains(parts[1]), said.err());
  }

  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "3s, PT3S", "5m, PT5M", "1h, PT1H", "PT3S, PT3S", "0s, PT0S"})
  void durationText_itsForms_areRead(String text, Duration duration) {
    assertEquals(duration, new DurationText().convert(text));
  }

  @Test
  void help_listsTheScriptsOwnCommandToo() {
    assertTrue(Said.by("--help").out().lines().anyMatch(line -> line.startsWith("  test ")));
    String help = Said.by("test", "--help").out();
    assertTrue(help.contains("--all") && help.contains("Runs every test"), help);
    assertEquals(ExitCode.MISUSE, Said.by("test", "--all", "--quick").exitCode());
    assertEquals(ExitCode.UNABLE, Said.by("test").exitCode());
  }

  @Test
  void help_ofRun_offersOnlyWhatThereIs() {
    String help = Said.by("run", "--help").out();
    assertFalse(help.contains("--observe"), help);
    assertTrue(Said.by("run", "--observe").err().contains("is not built yet"));
  }

  @Test
  void nothing_isMisuseThatListsCommands() {
    Said said = Said.by();
    assertEquals(ExitCode.MISUSE, said.exitCode());
    assertTrue(said.err().contains("run, claim, keys, verify"), said.err());
  }

  @Test
  void controlCharacters_neverReachATerminal() {
    Said said = Said.by("claim", "inspect", "\u001b[31mred");
    assertEquals(ExitCode.UNABLE, said.exitCode());
    assertFalse(said.err().contains("\u001b"), said.err());
    assertTrue(said.err().contains("\\u001b[31mred"), said.err());
  }

  @Test
  void printable_textOfAllScripts_staysAsItIs() {
    String text = "Ñandú 漢字 \uD83D\uDE00\tab\n";
    assertEquals(text, Printable.text(text));
    assertEquals("a\\u202eb\\u0000\\ud800", Printable.text("a\u202eb\0\uD800"));
  }

  @Test
  void progress_elsewhereThanOnATerminal_isPlainLinesEachOnce() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Progress progress =
        new Console(
                InputStream.nullInputStream(),
                new PrintStream(new ByteArrayOutputStream()),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false)
            .progress();
    progress.waiting("waiting");
    progress.waiting("waiting");
    progress.clear();
    progress.step("done");
    assertEquals("waiting\ndone\n", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void progress_onATerminal_staysWithinOneLine() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Progress progress = terminal(err, 20).progress();
    progress.waiting("  waiting for a,\n\uD83D\uDE00, and b");
    progress.waiting("  exactly nineteen.");
    progress.clear();
    assertEquals(
        "\r\033[K  waiting for a, \uD83D\uDE00…\r\033[K  exactly nineteen.\r\033[K",
        err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void progress_onATerminalOfUnknownWidth_takesItForTheUsual() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    terminal(err, 0).progress().waiting("x".repeat(100));
    assertEquals("\r\033[K" + "x".repeat(78) + "…", err.toString(StandardCharsets.UTF_8));
  }

  private static Console terminal(ByteArrayOutputStream err, int columns) {
    return new Console(
        InputStream.nullInputStream(),
        new PrintStream(new ByteArrayOutputStream()),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false,
        true,
        columns);
  }
}
