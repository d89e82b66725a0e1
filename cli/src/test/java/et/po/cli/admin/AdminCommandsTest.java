package et.po.cli.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.cli.ExitCode;
import et.po.cli.Said;
import et.po.cli.node.StubServer;
import et.po.protocol.json.JsonBoolean;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminCommandsTest {
  @TempDir Path directory;

  @Test
  void status_allReady_isZero() throws IOException {
    try (StubServer server = new StubServer()) {
      server
          .on("GET /q/health/ready", 200, "{\"status\":\"UP\"}")
          .on(
              "GET /status",
              200,
              "{\"works\":7,\"network\":\"regtest\",\"blockHeight\":9,"
                  + "\"roles\":{\"api\":\"ok\"},\"deadLetters\":{}}");
      Files.writeString(
          directory.resolve("endpoints.json"),
          "{\"node\":\"%1$s\",\"node.management\":\"%1$s\",\"frost.management\":\"%1$s\"}"
              .formatted(server.url()));
      Said said = Said.by("admin", "status", "--data", directory);
      assertEquals(ExitCode.DONE, said.exitCode(), said.out() + said.err());
      assertEquals(
          """
          node     ready
            works                7
            network              regtest
            block height         9
            roles
              api                ok
            dead letters         none
          frost    ready
          """,
          said.out());
      Said json = Said.by("admin", "status", "--data", directory, "--json");
      assertEquals(Optional.of(JsonBoolean.TRUE), json.json().find("ready"));
    }
  }

  @Test
  void status_oneNotReady_isNegativeAndSaysWhy() throws IOException {
    try (StubServer server = new StubServer()) {
      server.on(
          "GET /q/health/ready",
          503,
          "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"roles\",\"status\":\"DOWN\","
              + "\"data\":{\"api\":\"no database\"}},{\"name\":\"x\",\"status\":\"UP\"}]}");
      Said said = Said.by("admin", "status", "--node-management", server.url(), "--json");
      assertEquals(ExitCode.NEGATIVE, said.exitCode());
      assertTrue(said.out().contains("roles (api: no database)"), said.out());
    }
  }

  @Test
  void status_nobodyThere_isNegative() throws IOException {
    StubServer server = new StubServer();
    server.close();
    Said said = Said.by("admin", "status", "--frost-management", server.url());
    assertEquals(ExitCode.NEGATIVE, said.exitCode());
    assertTrue(said.out().contains("nobody answers"), said.out());
  }

  @Test
  void status_nothingRuns_isNegativeWithASentence() {
    Said said = Said.by("admin", "status", "--data", directory);
    assertEquals(ExitCode.NEGATIVE, said.exitCode());
    assertTrue(said.err().contains("Nothing runs on " + directory), said.err());
    Said json = Said.by("admin", "status", "--json", "--data", directory);
    assertEquals(ExitCode.NEGATIVE, json.exitCode());
    assertTrue(json.err().contains("Nothing runs on " + directory), json.err());
    assertEquals(Optional.of(JsonBoolean.FALSE), json.json().find("ready"));
  }

  @Test
  void migrate_programs_areThoseWithADatabase() {
    assertEquals(List.of(), MigrateCommand.named(Map.of()));
    assertEquals(List.of("node"), MigrateCommand.named(Map.of("NODE_DATABASE_URL", "jdbc:x")));
    assertEquals(
        List.of("node", "frost"),
        MigrateCommand.named(Map.of("NODE_DATABASE_URL", "a", "FROST_DATABASE_URL", "b")));
  }

  @Test
  void bench_unknownName_isMisuseBeforeAnythingIsMeasured() {
    Said said = Said.by("bench", "nothing");
    assertEquals(ExitCode.MISUSE, said.exitCode());
    assertFalse(said.err().contains("Measuring"), said.err());
    assertTrue(said.err().contains("claim-verify"), said.err());
    assertTrue(Said.by("bench", "--help").out().contains("batch-100000"));
  }

  @Test
  void bench_names_areThoseOfTheBenchmarks() throws IOException {
    Pattern name = Pattern.compile("public String name\\(\\) \\{\\s+return \"([^\"]+)\";");
    Set<String> names = new TreeSet<>();
    Path sources = Path.of("../benchmarks/src/main/java/et/po/benchmarks");
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.toList()) {
        name.matcher(Files.readString(file)).results().forEach(found -> names.add(found.group(1)));
      }
    }
    assertEquals(names, new TreeSet<>(List.of(BenchCommand.NAMES.split(", "))));
  }

  @Test
  void migrate_rotation_andBench_withoutACheckout_areUnable() {
    assertEquals(ExitCode.UNABLE, Said.by("admin", "rotate-keys").exitCode());
    assertEquals(ExitCode.UNABLE, Said.by("admin", "migrate").exitCode());
    Said bench = Said.by("bench");
    assertEquals(ExitCode.UNABLE, bench.exitCode());
    assertTrue(bench.err().contains("script poet"), bench.err());
  }
}
