package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import et.po.postgresql.DirectoryProcesses;
import et.po.protocol.claim.SignedClaim;
import et.po.servers.Bitcoind;
import et.po.servers.Kubo;
import et.po.servers.RabbitMq;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The ends of a launcher with real services: killed at any moment, it leaves nothing that is in
/// the way of the next; told to stop, it has stopped everything soon.
@Tag("real")
class EndingsTest {
  private static final Duration START = Duration.ofMinutes(5);

  /// Of all parts together, however far they are.
  private static final Duration STOP = Duration.ofSeconds(100);

  private static final Random CHANCE = new Random(20261127);

  private final Checkout checkout = open();
  private final Path data = checkout.path("data");
  private final Path log = checkout.path("run.log");

  private static Checkout open() {
    try {
      return Checkout.open();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Process launch() throws IOException {
    return checkout
        .run(
            List.of(
                "./poet",
                "run",
                "--services",
                "real",
                "--data",
                data.toString(),
                "--port-offset",
                Integer.toString(Checkout.PORT_OFFSET + 300),
                "--block-interval",
                "500ms",
                "--batch-interval",
                "1s"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private void awaitReady(Process launcher) {
    Wait.until(
        START,
        () -> Files.exists(data.resolve("endpoints.json")) || !launcher.isAlive(),
        this::said);
    assertTrue(launcher.isAlive(), this::said);
  }

  private String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void kill(Process launcher) throws IOException {
    launcher.destroyForcibly();
    launcher.onExit().join();
    // It would say of the next that it is ready.
    Files.deleteIfExists(data.resolve("endpoints.json"));
  }

  private Set<Long> processes() {
    return DirectoryProcesses.under(data).stream()
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  private void stop(Process launcher) throws InterruptedException {
    launcher.destroy();
    assertTrue(launcher.waitFor(STOP.toSeconds(), TimeUnit.SECONDS), this::said);
    assertEquals(0, launcher.exitValue(), this::said);
    assertEquals(Set.of(), processes(), this::said);
  }

  @Test
  void killedAtAnyMoment_comesUpAgain_losesNothing_andLeavesNothing() throws Exception {
    assumeTrue(
        RabbitMq.isFetched() && Kubo.isFetched() && Bitcoind.isFetched(),
        "RabbitMQ, Kubo or the Bitcoin daemon is not in the cache: ./poet tools fetches them");
    Process launcher = launch();
    try (checkout) {
      // While all of it is made, and started.
      for (int kills = 0; kills < 5; kills++) {
        TimeUnit.MILLISECONDS.sleep(500 + CHANCE.nextInt(12_000));
        kill(launcher);
        launcher = launch();
      }
      awaitReady(launcher);
      NodeClient node = new NodeClient(URI.create("http://127.0.0.1:" + nodePort()));
      SignedClaim first = new SignedWorks().next("first");
      Wait.until(START, () -> node.post(first), this::said);
      kill(launcher);
      Set<Long> orphans = processes();
      assertTrue(orphans.size() > 10, () -> "everything ran: " + orphans);

      launcher = launch();
      awaitReady(launcher);
      assertTrue(orphans.stream().noneMatch(processes()::contains), this::said);
      Process last = launcher;
      Set<Long> ours = launcher.descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
      assertTrue(ours.containsAll(processes()), () -> said() + last.pid());
      Wait.until(START, () -> node.anchored() == 1, this::said);
      stop(launcher);

      // In the middle of a start, with servers that are not ready yet.
      launcher = launch();
      Wait.until(START, () -> processes().size() > 3, this::said);
      stop(launcher);
    } finally {
      launcher.destroyForcibly();
      DirectoryProcesses.stop(data, Duration.ZERO);
    }
  }

  private static int nodePort() {
    return 18_080 + Checkout.PORT_OFFSET + 300;
  }
}
