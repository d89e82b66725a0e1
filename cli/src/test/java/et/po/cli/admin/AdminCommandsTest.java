package et.po.cli.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.cli.Checkout;
import et.po.cli.CommandException;
import et.po.cli.ExitCode;
import et.po.cli.Said;
import et.po.cli.node.StubServer;
import et.po.cli.run.LocalReplay;
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
      assertTrue(said.out().contains("not ready: api: no database"), said.out());
    }
  }

  @Test
  void status_aProcessForEachRole_isAskedOfEach() throws IOException {
    StubServer away = new StubServer();
    away.close();
    try (StubServer api = new StubServer();
        StubServer view = new StubServer();
        StubServer other = new StubServer()) {
      api.on("GET /q/health/ready", 200, roles("UP", "api", "ok"))
          .on("GET /status", 200, "{\"works\":7,\"roles\":{\"api\":\"ok\"}}");
      view.on("GET /q/health/ready", 503, roles("DOWN", "view", "The broker is away."));
      other.on("GET /q/health/ready", 503, "<html>");
      Files.writeString(
          directory.resolve("endpoints.json"),
          ("{'frost':'%1$s','node':'%1$s','frost.management':'%3$s','node.management':'%1$s',"
                  + "'rabbitmq':'amqp://x','node-api.management':'%1$s',"
                  + "'node-view.management':'%2$s','node-batch-writer-2.management':'%4$s'}")
              .replace('\'', '"')
              .formatted(api.url(), view.url(), other.url(), away.url()));
      Said said = Said.by("admin", "status", "--data", directory);
      assertEquals(ExitCode.NEGATIVE, said.exitCode(), said.err());
      assertEquals(
          """
          node-api            ready
            works                7
            roles
              api                ok
          node-view           not ready: view: The broker is away.
          node-batch-writer-2 does not answer at %s
          frost               not ready, and it does not say why
          """
              .formatted(away.url()),
          said.out());
      Said json = Said.by("admin", "status", "--data", directory, "--json");
      assertEquals(ExitCode.NEGATIVE, json.exitCode());
      assertEquals(Optional.of(JsonBoolean.FALSE), json.json().find("ready"));
      assertTrue(json.out().contains("\"program\":\"node-batch-writer-2\""), json.out());
    }
  }

  @Test
  void status_readyProcessWithARoleThatIsNot_isNegative() throws IOException {
    try (StubServer server = new StubServer()) {
      server.on(
          "GET /q/health/ready",
          200,
          roles("UP", "api\":\"ok\",\"blockchain-writer", "The wallet has no coins."));
      Said said = Said.by("admin", "status", "--node-management", server.url());
      assertEquals(ExitCode.NEGATIVE, said.exitCode());
      assertEquals("node     not ready: blockchain-writer: The wallet has no coins.\n", said.out());
    }
  }

  private static String roles(String status, String role, String says) {
    return "{\"status\":\"%1$s\",\"checks\":[{\"name\":\"roles\",\"status\":\"%1$s\",\"data\":{\"%2$s\":\"%3$s\"}}]}"
        .formatted(status, role, says);
  }

  @Test
  void replay_withoutDatabaseOrBroker_isRefusedAndSaysWhatToSet() throws IOException {
    Map<String, String> database = Map.of("NODE_DATABASE_URL", "jdbc:x");
    Map<String, String> both = Map.of("NODE_DATABASE_URL", "jdbc:x", "NODE_RABBITMQ_URL", "amqp:x");
    assertTrue(
        ReplayCommand.missing(Map.of(), false).orElseThrow().contains("Set NODE_DATABASE_URL"));
    assertTrue(
        ReplayCommand.missing(database, false).orElseThrow().contains("Set NODE_RABBITMQ_URL"));
    assertEquals(Optional.empty(), ReplayCommand.missing(database, true));
    assertEquals(Optional.empty(), ReplayCommand.missing(both, false));
    assertTrue(ReplayCommand.missing(both, true).isPresent());
    assertEquals(ExitCode.MISUSE, Said.by("admin", "replay").exitCode());
  }

  /// What is thrown away, somebody has looked at.
  @Test
  void replay_thatDrops_needsTheRole() {
    Said said = Said.by("admin", "replay", "--drop", "--data", directory);
    assertEquals(ExitCode.MISUSE, said.exitCode());
    assertTrue(said.err().contains("Say --drop ROLE"), said.err());
  }

  @Test
  void replay_ofARunThatIsAway_isUnable() {
    LocalReplay replay = new LocalReplay(new Checkout(directory), Said.nowhere().progress());
    CommandException e =
        assertThrows(
            CommandException.class, () -> replay.run(directory, List.of("replay", "view")));
    assertEquals(ExitCode.UNABLE, e.exitCode());
    assertTrue(e.sentence().contains("Nothing runs on " + directory), e.sentence());
  }

  @Test
  void status_nobodyThere_isNegative() throws IOException {
    StubServer server = new StubServer();
    server.close();
    Said said = Said.by("admin", "status", "--frost-management", server.url());
    assertEquals(ExitCode.NEGATIVE, said.exitCode());
    assertTrue(said.out().contains("does not answer at " + server.url()), said.out());
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
