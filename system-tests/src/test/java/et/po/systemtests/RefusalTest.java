package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What stands in the way of a run is said in one sentence, and nothing is damaged.
class RefusalTest {
  private static final int OFFSET = Checkout.PORT_OFFSET + 300;

  @Test
  void takenPort_isNamed() throws IOException {
    try (Checkout checkout = Checkout.open();
        ServerSocket taken =
            new ServerSocket(18080 + OFFSET, 1, InetAddress.getLoopbackAddress())) {
      Finished run = run(checkout, checkout.path("data"));
      assertEquals(3, run.exitCode(), run.toString());
      assertTrue(run.errors().contains("" + taken.getLocalPort()), run.toString());
      assertTrue(run.errors().contains("--port-offset"), run.toString());
    }
  }

  @Test
  void fullDisk_isSaidAndNothingIsDamaged() throws IOException {
    try (Checkout checkout = Checkout.open()) {
      Path disk = Files.createDirectory(checkout.path("disk"));
      boolean mounted =
          Finished.run(
                      checkout.command(
                          List.of(
                              "mount", "-t", "tmpfs", "-o", "size=120m", "poet", disk.toString())),
                      Duration.ofSeconds(10))
                  .exitCode()
              == 0;
      assumeTrue(mounted, "a small disk cannot be mounted by this user");
      try {
        Path data = disk.resolve("data");
        Path filler = disk.resolve("filler");
        Files.write(filler, new byte[115 * 1024 * 1024]);
        Finished full = run(checkout, data);
        assertEquals(3, full.exitCode(), full.toString());
        assertTrue(
            full.errors().toLowerCase(java.util.Locale.ROOT).contains("space")
                || full.errors().contains("disk"),
            full.toString());
        assertTrue(!full.errors().contains("\tat "), full.toString());
        Files.delete(filler);
        try (LocalRun run = LocalRun.start(checkout, data, OFFSET)) {
          assertEquals(0, new NodeClient(run.node()).anchored());
        }
      } finally {
        Finished.run(checkout.command(List.of("umount", disk.toString())), Duration.ofSeconds(10));
      }
    }
  }

  private static Finished run(Checkout checkout, Path data) throws IOException {
    return Finished.run(
        checkout.command(
            List.of("./poet", "run", "--data", data.toString(), "--port-offset", "" + OFFSET)),
        Duration.ofMinutes(1));
  }
}
