package et.po.cli.cluster;

import et.po.cli.Checkout;
import et.po.postgresql.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The cluster's Bitcoin chain: a daemon with the node's wallet, and who gives it blocks. One
/// program has both, which is this command line's own ([ChainCommand]).
final class Chain {
  private Chain() {}

  /// Starts it; the daemon answers when [#isReady].
  static Daemon start(ClusterDirectory directory, Place place) {
    Path root = Checkout.ofLauncher().root();
    List<String> program = new ArrayList<>(List.of("-Dpoet.root=" + root, "-XX:+UseSerialGC"));
    program.addAll(List.of("-cp", System.getProperty("java.class.path"), "et.po.cli.Poet"));
    program.addAll(List.of("cluster", "chain", "--data=" + directory.path()));
    program.add("--host=" + place.host());
    // Not the daemon's own directory, whose start ends whoever still works for it.
    Path own = directory.servers().resolve("chain");
    Machine machine = new Machine(Neighbour.BITCOIN.name(), own, directory.logs(), place.enter());
    return machine.start("chain", Checkout.java(program));
  }

  static Path files(ClusterDirectory directory) {
    return directory.servers().resolve(Neighbour.BITCOIN.name());
  }

  static boolean isReady(ClusterDirectory directory) {
    return Files.exists(ready(directory));
  }

  /// There as soon as the wallet has coins.
  static Path ready(ClusterDirectory directory) {
    return files(directory).resolve("ready");
  }
}
