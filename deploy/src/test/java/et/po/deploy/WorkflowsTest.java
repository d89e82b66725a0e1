package et.po.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The pipelines on GitHub: each step is a command of the tree, nobody may more than he needs.
class WorkflowsTest {
  private static final Path WORKFLOWS = Tree.ROOT.resolve(".github/workflows");
  private static final CachedProgram ACTIONLINT =
      new CachedProgram("actionlint/actionlint-1.7.12", "tools/oracles/actionlint/fetch");

  static List<Path> workflows() {
    return Tree.files(WORKFLOWS, ".yml");
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void workflow_obeysTheRules(Path file) {
    assertEquals(List.of(), WorkflowRules.faults(Tree.yaml(file)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          check.yml          | permissions:\\n  contents: read\\n | ''                       | permissions are GitHub's default
          check.yml          | contents: read                     | contents: write          | every job may more than read
          check.yml          | concurrency:                       | unused:                  | no concurrency group
          check.yml          | timeout-minutes: 120               | name: check              | check: runs as long as it likes
          check.yml          | @de0fac2e4500dabe0009e67214ff5f5447ce83dd | @v6               | check: not pinned: actions/checkout@v6
          check.yml          | persist-credentials: false         | clean: true              | check: the token stays in the checkout
          promote.yml        | "$CHART"                           | ${{ inputs.chart }}      | promote: a value becomes part of a command: .ci/versions promote ${{ inputs.chart }}
          promote.yml        | run: .ci/gate                      | run: mvn test            | promote: no command of the tree: mvn test
          promote.yml        | run: .ci/gate                      | run: .ci/gone            | promote: no command of the tree: .ci/gone
          release-images.yml | environment: release               | name: images             | images: secrets without an environment that guards them
          """)
  void change_thatBreaksARule_isNoticed(String file, String from, String to, String fault) {
    String before = Tree.read(WORKFLOWS.resolve(file));
    String after = before.replace(from.replace("\\n", "\n"), to);
    assertNotEquals(before, after);
    List<String> faults = WorkflowRules.faults(Tree.documents(after).getFirst());
    assertTrue(faults.contains(fault), faults.toString());
  }

  @Test
  void everyCommand_isCalledAndDescribed() {
    Set<String> called = new TreeSet<>();
    workflows().forEach(file -> called.addAll(WorkflowRules.commands(Tree.yaml(file))));
    Set<String> there = new TreeSet<>();
    Tree.files(Tree.ROOT.resolve(".ci"), "").forEach(file -> there.add("" + file.getFileName()));
    assertEquals(there, called);
    String page = Tree.read(Tree.ROOT.resolve("docs/operations/delivery.md"));
    assertEquals(List.of(), there.stream().filter(name -> !page.contains("`.ci/" + name)).toList());
    assertEquals(
        List.of(),
        workflows().stream()
            .map(file -> "`" + file.getFileName().toString().replace(".yml", "") + "`")
            .filter(name -> !page.contains(name))
            .toList());
    System.out.printf(
        "count: workflows %d, commands of the tree that their steps call %d%n",
        workflows().size(), called.size());
  }

  @Test
  void actionlint_findsNothing() throws Exception {
    List<String> files = new ArrayList<>();
    workflows().forEach(file -> files.add(file.toString()));
    assertEquals("", lint(files));
  }

  @Test
  void actionlint_findsWhatGitHubWouldRefuse(@TempDir Path directory) throws Exception {
    String text = Tree.read(WORKFLOWS.resolve("promote.yml"));
    Path file = directory.resolve("promote.yml");
    Files.writeString(file, text.replace("inputs.chart }}", "inputs.charts }}"));
    assertTrue(lint(List.of(file.toString())).contains("property \"charts\" is not defined"));
  }

  /// Without the other programs that it would call where they are installed.
  private static String lint(List<String> files) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("-no-color", "-shellcheck=", "-pyflakes="));
    arguments.addAll(files);
    CachedProgram.Ending ending = ACTIONLINT.run(arguments);
    String said = ending.said() + ending.printed();
    assertEquals(said.isEmpty() ? 0 : 1, ending.code(), said);
    return said;
  }
}
