package et.po.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.cli.CommandException;
import et.po.cli.ExitCode;
import et.po.cli.Said;
import et.po.postgresql.DirectoryProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can be known of the commands without a cluster.
class ClusterCommandsTest {
  @TempDir Path root;

  @Test
  void up_fourZones_isMisuse() {
    Said said = Said.by("cluster", "up", "--zones", 4);
    assertEquals(ExitCode.MISUSE, said.exitCode());
    assertTrue(said.err().contains("--zones is a number from 1 to 3."), said.err());
  }

  @Test
  void up_nodesOfNoKnownKind_isMisuseThatNamesThem() {
    Said said = Said.by("cluster", "up", "--nodes", "virtual");
    assertEquals(ExitCode.MISUSE, said.exitCode());
    assertTrue(said.err().contains("virtual") && said.err().contains("real"), said.err());
  }

  @Test
  void down_noCluster_isNegativeAndTouchesNothing() throws IOException {
    Path file = Files.writeString(root.resolve("kubeconfig"), "somebody's");
    Said said = Said.by("cluster", "down", "--data", root);
    assertEquals(ExitCode.NEGATIVE, said.exitCode());
    assertTrue(said.err().contains("There is no cluster in " + root + "."), said.err());
    assertEquals("somebody's", Files.readString(file));
  }

  @Test
  void up_directoryOfSomethingElse_isRefused() throws IOException {
    Files.writeString(root.resolve("kubeconfig"), "somebody's");
    Cluster cluster = new Cluster(new ClusterDirectory(root), Said.nowhere().progress());
    CommandException refused = assertThrows(CommandException.class, () -> cluster.up(1, root));
    assertTrue(refused.sentence().contains("has files of something else"), refused.sentence());
    assertFalse(cluster.isOurs());
  }

  @Test
  void down_endsWhateverIsMarked_keepsTheLogs_andMayBeRepeated() throws Exception {
    ClusterDirectory directory = new ClusterDirectory(root.resolve("cluster"));
    Files.createDirectories(directory.path());
    Files.writeString(directory.path().resolve("cluster"), "");
    Files.createDirectories(directory.node("zone-a").resolve("upper"));
    Machine machine = new Machine("zone-a", directory.node("zone-a"), directory.logs(), List.of());
    Daemon daemon = machine.start("sleep", List.of("sh", "-c", "echo started; sleep 1000"));
    Said said = Said.by("cluster", "down", "--data", directory.path());
    assertEquals(ExitCode.DONE, said.exitCode(), said.err());
    assertTrue(daemon.process().waitFor(1, TimeUnit.MINUTES));
    assertTrue(DirectoryProcesses.under(directory.path()).isEmpty());
    assertTrue(Files.exists(directory.logs().resolve("zone-a-sleep.log")));
    assertFalse(Files.exists(directory.path().resolve("nodes")));
    assertEquals(ExitCode.DONE, Said.by("cluster", "down", "--data", directory.path()).exitCode());
  }

  @Test
  void uniqueName_ofAnotherDirectory_isAnother() {
    assertNotEquals(
        new ClusterDirectory(root.resolve("a")).uniqueName(),
        new ClusterDirectory(root.resolve("b")).uniqueName());
    assertEquals(
        Path.of("/data/poet-cluster"), ClusterDirectory.usual(Map.of("XDG_DATA_HOME", "/data")));
  }
}
