package et.po.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    assertTrue(Said.by("run", "--prot-offset", "3").err().contains("--port-offset"));
    assertTrue(Said.by("claim", "inspekt", "x").err().contains("inspect"));
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
}
