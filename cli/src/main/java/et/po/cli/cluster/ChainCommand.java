package et.po.cli.cluster;

import et.po.cli.CommandException;
import et.po.cli.Trouble;
import et.po.cli.run.LocalBitcoin;
import et.po.cli.run.Secrets;
import et.po.postgresql.Place;
import et.po.servers.Bitcoind;
import et.po.servers.Server;
import et.po.servers.ServerException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `poet cluster chain`, which `poet cluster up` starts: runs until it is ended, with a Bitcoin
/// daemon of its own that gets a block while transactions wait.
@Command(
    name = "chain",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = {
      "Runs a cluster's Bitcoin chain.",
      "poet cluster up starts it, inside the chain's place on the cluster's network."
    },
    footer = {"", "Example:  poet cluster chain --data DIR --host 10.213.0.7"})
final class ChainCommand implements Callable<Integer> {
  private static final Duration BLOCKS = Duration.ofSeconds(3);

  @Option(names = "--data", required = true, description = "The cluster's directory.")
  private Path data = Path.of("");

  @Option(names = "--host", required = true, description = "The address that it listens on.")
  private String host = "";

  @Override
  public Integer call() {
    ClusterDirectory directory = new ClusterDirectory(data);
    try {
      Server bitcoin = new LocalBitcoin(settings(directory), BLOCKS).start();
      ClusterDirectory.write(Chain.ready(directory), "");
      bitcoin.onExit().join();
      throw CommandException.unable("The Bitcoin daemon has ended.");
    } catch (ServerException e) {
      throw CommandException.unable(e.getMessage() + ".", e);
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }

  private Bitcoind.Settings settings(ClusterDirectory directory) throws IOException {
    return new Bitcoind.Settings(
        Chain.files(directory),
        Neighbour.BITCOIN.port(),
        Servers.USER,
        Secrets.in(directory.secrets(), new SecureRandom()).of(Secrets.Name.BITCOIN_RPC),
        List.of(),
        new Place(host, List.of()));
  }
}
