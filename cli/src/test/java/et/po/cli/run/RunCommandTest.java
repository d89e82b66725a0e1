package et.po.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.cli.CommandException;
import et.po.cli.ExitCode;
import et.po.cli.Said;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
  @TempDir Path scratch;

  private static int freeOffset() {
    for (int tries = 0; tries < 100; tries++) {
      int offset = ThreadLocalRandom.current().nextInt(100, 13_000);
      try {
        new Ports(offset).requireFree(Services.EMBEDDED, 1);
        return offset;
      } catch (CommandException e) {
        // Taken; the next one may not be.
      }
    }
    throw new AssertionError("no free ports");
  }

  private Path data() {
    return scratch.resolve("data");
  }

  private Launched launch(int offset, String... properties) throws IOException {
    return Launched.start(scratch, List.of(properties), "--data", data(), "--port-offset", offset);
  }

  private Set<String> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return Set.copyOf(files.map(file -> file.getFileName().toString()).toList());
    }
  }

  private static ProcessHandle process(Path pidFile) throws IOException {
    return new PidFile(pidFile).process().orElseThrow();
  }

  @Test
  void run_wholeLife_startsKeepsRunningAndStops()
      throws IOException, InterruptedException, MalformedJsonException, SQLException {
    int offset = freeOffset();
    try (Launched run = launch(offset).awaitReady()) {
      Path file = data().resolve("endpoints.json");
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      JsonObject endpoints = (JsonObject) Json.parse(Files.readAllBytes(file));
      assertEquals(
          Set.of(
              "frost", "node", "frost.management", "node.management", "postgresql", "bitcoin.rpc"),
          endpoints.members().keySet());
      assertEquals(
          "http://127.0.0.1:" + (18_080 + offset), endpoints.findString("node").orElseThrow());
      assertDatabaseAnswers(URI.create(endpoints.findString("postgresql").orElseThrow()));

      Launched second = launch(offset);
      assertEquals(ExitCode.UNABLE, second.exitCode());
      assertTrue(second.err().contains("already runs on " + data()), second.err());
      assertTrue(second.err().contains("process " + run.pid()), second.err());

      ProcessHandle node = process(data().resolve("run/node.pid"));
      node.destroyForcibly();
      run.awaitSaid("node ended (exit code 137); starting it again in 1.0 s");
      run.awaitSaid("node runs again");
      ProcessHandle again = process(data().resolve("run/node.pid"));

      assertTrue(run.out().contains("make an account"), run.out());
      assertEquals(ExitCode.DONE, run.stop(), run.err());
      assertTrue(run.err().endsWith("Stopped.\n"), run.err());
      assertFalse(Files.exists(file));
      assertFalse(again.isAlive());
      assertEquals(Set.of(), files(data().resolve("run")));
      assertFalse(Files.exists(data().resolve("postgresql/postmaster.pid")));
    }
  }

  /// A new start mends no balance and no server that is away.
  @Test
  void run_processThatIsNotReadyWhenItIsStartedAgain_isLeftRunning()
      throws IOException, InterruptedException {
    Path unready = scratch.resolve("unready");
    try (Launched run = launch(freeOffset(), "-Dnode.STAND_IN_UNREADY=" + unready).awaitReady()) {
      Files.createFile(unready);
      process(data().resolve("run/node.pid")).destroyForcibly();
      run.awaitSaid("node runs again");
      assertTrue(process(data().resolve("run/node.pid")).isAlive());
      assertEquals(ExitCode.DONE, run.stop(), run.err());
    }
  }

  private static void assertDatabaseAnswers(URI url) throws SQLException {
    String[] user = url.getUserInfo().split(":");
    try (Connection connection =
        DriverManager.getConnection(
            "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath(),
            user[0],
            user[1])) {
      assertTrue(connection.isValid(5));
    }
  }

  @Test
  void run_afterALauncherThatWasKilled_stopsItsChildrenFirst()
      throws IOException, InterruptedException {
    int offset = freeOffset();
    List<ProcessHandle> children;
    try (Launched killed = launch(offset).awaitReady()) {
      children =
          List.of(
              process(data().resolve("run/regtest.pid")),
              process(data().resolve("run/node.pid")),
              process(data().resolve("run/frost.pid")));
      killed.kill();
    }
    assertTrue(children.stream().allMatch(ProcessHandle::isAlive));
    Map<String, String> secrets =
        Map.of("before", Files.readString(data().resolve("secrets.json")));
    try (Launched next = launch(offset).awaitReady()) {
      assertTrue(next.err().contains("left over from a run that was killed"), next.err());
      assertFalse(next.out().contains("make an account"), next.out());
      assertTrue(next.out().contains("What earlier runs made here"), next.out());
      // Whoever adopted them may take a while to collect them.
      next.await("ended", () -> children.stream().noneMatch(ProcessHandle::isAlive));
      assertEquals(secrets.get("before"), Files.readString(data().resolve("secrets.json")));
      assertEquals(ExitCode.DONE, next.stop());
    }
  }

  @Test
  void run_takenPort_isNamedAndNothingIsStarted() throws IOException, InterruptedException {
    int offset = freeOffset();
    int port = new Ports(offset).frost();
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      Launched run = launch(offset);
      assertEquals(ExitCode.UNABLE, run.exitCode());
      assertEquals(port, taken.getLocalPort());
      assertTrue(run.err().contains("Port " + port + ", which frost wants, is taken"), run.err());
      assertTrue(run.err().contains("--port-offset"), run.err());
      assertFalse(Files.exists(data().resolve("postgresql")));
    }
  }

  @Test
  void run_migrationThatFails_isToldAndEverythingStopped()
      throws IOException, InterruptedException {
    Launched run = launch(freeOffset(), "-Dnode.STAND_IN_MIGRATION=3");
    assertEquals(ExitCode.UNABLE, run.exitCode());
    assertTrue(
        run.err().contains("The database of node could not be brought up to date: migrated"),
        run.err());
    assertEquals(Set.of(), files(data().resolve("run")));
    assertFalse(Files.exists(data().resolve("postgresql/postmaster.pid")));
    assertFalse(Files.exists(data().resolve("endpoints.json")));
  }

  @Test
  void run_programThatRefusesToStart_isToldWithItsOwnSentence()
      throws IOException, InterruptedException {
    Launched run = launch(freeOffset(), "-Dfrost.STAND_IN_REFUSES=The schema is old.");
    assertEquals(ExitCode.UNABLE, run.exitCode());
    assertTrue(run.err().contains("frost ended at its start: The schema is old."), run.err());
    assertEquals(Set.of(), files(data().resolve("run")));
  }

  @Test
  void run_stoppedWhileStarting_endsCleanly() throws IOException, InterruptedException {
    try (Launched run = launch(freeOffset())) {
      run.awaitSaid("Starting Po.et");
      assertEquals(ExitCode.DONE, run.stop(), run.err());
      assertEquals(Set.of(), files(data().resolve("run")));
    }
  }

  @Test
  void run_directoryOfANewerVersion_isLeftAlone() throws IOException {
    Files.createDirectories(data());
    Files.writeString(data().resolve("version"), "2\n");
    Said said = Said.by("run", "--data", data());
    assertEquals(ExitCode.UNABLE, said.exitCode());
    assertTrue(said.err().contains("newer Po.et"), said.err());
    assertEquals(Set.of("version"), files(data()));
  }

  @Test
  void run_directoryOfSomethingElse_isLeftAlone() throws IOException {
    Files.createDirectories(data());
    Files.writeString(data().resolve("thesis.tex"), "");
    Said said = Said.by("run", "--data", data());
    assertEquals(ExitCode.UNABLE, said.exitCode());
    assertTrue(said.err().contains("files of something else"), said.err());
    assertEquals(Set.of("thesis.tex"), files(data()));
  }

  @Test
  void run_refusedOnAPortThatIsTaken_leavesNothingBehind() throws IOException {
    int offset = freeOffset();
    try (ServerSocket taken =
        new ServerSocket(new Ports(offset).frost(), 1, InetAddress.getLoopbackAddress())) {
      Said said = Said.by("run", "--data", data().resolve("a/b"), "--port-offset", offset);
      assertEquals(ExitCode.UNABLE, said.exitCode());
      assertTrue(said.err().contains(taken.getLocalPort() + ", which frost wants"), said.err());
      assertFalse(Files.exists(data()));

      Files.createDirectories(data());
      Said empty = Said.by("run", "--data", data(), "--port-offset", offset);
      assertEquals(ExitCode.UNABLE, empty.exitCode());
      assertEquals(Set.of(), files(data()));

      Files.writeString(data().resolve("version"), "1\n");
      Files.writeString(data().resolve("secrets.json"), "{}");
      Said used = Said.by("run", "--data", data(), "--port-offset", offset);
      assertEquals(ExitCode.UNABLE, used.exitCode());
      assertEquals("{}", Files.readString(data().resolve("secrets.json")));
    }
  }

  @Test
  void run_refusedBecauseItIsNotBuilt_leavesNothingBehind() {
    Said said = Said.by("run", "--data", data(), "--port-offset", freeOffset());
    assertEquals(ExitCode.UNABLE, said.exitCode());
    assertTrue(said.err().contains("script poet"), said.err());
    assertFalse(Files.exists(data()));
  }

  @Test
  void run_directoryThatCannotBeMade_isASentence() throws IOException {
    Files.writeString(data(), "a file");
    Said said = Said.by("run", "--data", data().resolve("below"));
    assertEquals(ExitCode.UNABLE, said.exitCode());
    assertTrue(said.err().contains("cannot be used"), said.err());
    assertEquals(1, said.err().lines().count(), said.err());
  }

  @Test
  void run_whatIsNotBuiltYet_isToldSo() {
    assertEquals(ExitCode.UNABLE, Said.by("run", "--services", "real").exitCode());
    Said observe = Said.by("run", "--observe");
    assertEquals(ExitCode.UNABLE, observe.exitCode());
    assertTrue(observe.err().contains("not built yet"), observe.err());
  }

  @Test
  void run_copiesThatCannotBe_areMisuseInASentence() {
    for (String copies : List.of("0", "-1", "5", "many")) {
      Said said = Said.by("run", "--services", "real", "--copies", copies);
      assertEquals(ExitCode.MISUSE, said.exitCode(), said.err());
    }
    Said tooMany = Said.by("run", "--services", "real", "--copies", "5");
    assertTrue(tooMany.err().contains("--copies is a number from 1 to 4."), tooMany.err());
    Said drill = Said.by("drill", "--copies", "5");
    assertEquals(ExitCode.MISUSE, drill.exitCode());
    assertEquals(tooMany.err().replace("poet run:", "poet drill:"), drill.err());
    Said embedded = Said.by("run", "--copies", "2");
    assertEquals(ExitCode.MISUSE, embedded.exitCode());
    assertTrue(embedded.err().contains("needs --services real"), embedded.err());
  }

  @Test
  void ports_ofSeveralCopies_areAllDifferent() {
    Ports ports = new Ports(0);
    List<Integer> all = new ArrayList<>(List.of(ports.vault(), ports.vault() + 1));
    for (int copy = 1; copy <= 4; copy++) {
      all.addAll(List.of(ports.frost(copy), ports.frostManagement(copy), ports.node(copy)));
      for (NodeRole role : NodeRole.values()) {
        all.add(ports.nodeManagement(role, copy));
      }
    }
    assertEquals(all.size(), Set.copyOf(all).size(), all.toString());
  }

  @Test
  void run_senselessOptions_areMisuse() {
    assertEquals(ExitCode.MISUSE, Said.by("run", "--port-offset", "-1").exitCode());
    assertEquals(ExitCode.MISUSE, Said.by("run", "--port-offset", "60000").exitCode());
    assertEquals(ExitCode.MISUSE, Said.by("drill", "--port-offset", "60000").exitCode());
    assertEquals(ExitCode.MISUSE, Said.by("run", "--block-interval", "PT0S").exitCode());
    assertEquals(ExitCode.MISUSE, Said.by("run", "--block-interval", "3").exitCode());
    assertEquals(ExitCode.MISUSE, Said.by("run", "--services", "some").exitCode());
  }
}
