package et.po.cli.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.cli.ExitCode;
import et.po.cli.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On servers of its own, whose names are in no cache.
class ToolsCommandTest {
  @TempDir Path root;

  @BeforeEach
  void launch() {
    System.setProperty("poet.root", root.toString());
  }

  @AfterEach
  void end() {
    System.clearProperty("poet.root");
  }

  @Test
  void fetch_withoutANameTriesAll_andIsUnableIfOneFailed() throws IOException {
    server("test-broken", "exit 3");
    server("test-fine", "touch \"$(dirname \"$0\")/was-here\"");
    Said said = Said.by("tools");
    assertEquals(ExitCode.UNABLE, said.exitCode());
    assertTrue(said.err().contains("Could not be fetched: test-broken."), said.err());
    assertTrue(said.err().contains("test-fine: About test-fine."), said.err());
    assertTrue(Files.exists(root.resolve("tools/servers/test-fine/was-here")));
  }

  @Test
  void fetch_byName_takesThatAlone() throws IOException {
    server("test-broken", "exit 3");
    server("test-fine", "touch \"$(dirname \"$0\")/was-here\"");
    Said said = Said.by("tools", "test-fine");
    assertEquals(ExitCode.DONE, said.exitCode(), said.err());
    assertTrue(Files.exists(root.resolve("tools/servers/test-fine/was-here")));
    assertFalse(said.out().contains("test-broken"), said.out());
  }

  @Test
  void fetch_unknownName_isMisuseThatListsTheKnown() throws IOException {
    server("test-one", "touch \"$(dirname \"$0\")/was-here\"");
    server("test-two", "exit 0");
    Said said = Said.by("tools", "test-one", "test-three");
    assertEquals(ExitCode.MISUSE, said.exitCode());
    assertTrue(
        said.err().contains("There is no server test-three; there are test-one, test-two."),
        said.err());
    assertFalse(Files.exists(root.resolve("tools/servers/test-one/was-here")));
  }

  @Test
  void list_fetchesNothing_andAnswersInLinesOrJson() throws IOException {
    server("test-one", "touch \"$(dirname \"$0\")/was-here\"");
    Files.createFile(root.resolve("tools/servers/test-one/quick"));
    assertEquals("test-one     not here   About test-one.\n", Said.by("tools", "--list").out());
    assertEquals(
        "{\"servers\":[{\"name\":\"test-one\",\"cached\":false,\"quick\":true,"
            + "\"about\":\"About test-one.\"}]}\n",
        Said.by("tools", "--list", "--json").out());
    assertFalse(Files.exists(root.resolve("tools/servers/test-one/was-here")));
  }

  @Test
  void isIn_onlyLockAndParts_isNotThere() throws IOException {
    assertFalse(Tool.isIn(root.resolve("none")));
    for (String unfinished : List.of("lock", "part.x1", "server-1.0.part")) {
      Files.createFile(root.resolve(unfinished));
    }
    assertFalse(Tool.isIn(root));
    Files.createFile(root.resolve("server-1.0"));
    assertTrue(Tool.isIn(root));
  }

  /// Who adds a server says what it is.
  @Test
  void servers_ofThisCheckout_areAllDescribed() throws IOException {
    List<Tool> tools = Tool.in(Path.of("../tools/servers"));
    assertTrue(tools.stream().anyMatch(tool -> tool.name().equals("vault") && !tool.quick()));
    for (Tool tool : tools) {
      assertEquals(1, tool.about().lines().count(), tool.name());
    }
  }

  private void server(String name, String script) throws IOException {
    Path directory = Files.createDirectories(root.resolve("tools/servers/" + name));
    Path fetch = Files.writeString(directory.resolve("fetch"), "#!/usr/bin/env bash\n" + script);
    assertTrue(fetch.toFile().setExecutable(true));
    Files.writeString(directory.resolve("about"), "About " + name + ".\n");
  }
}
