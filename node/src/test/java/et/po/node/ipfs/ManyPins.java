package et.po.node.ipfs;

import et.po.node.database.Database;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/// A process that keeps an IPFS node's pins until whoever started it ends it, or memory does.
final class ManyPins {
  private ManyPins() {}

  /// @param arguments database, its user and password, the node's address
  public static void main(String... arguments) throws IOException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(arguments[0]);
    source.setUser(arguments[1]);
    source.setPassword(arguments[2]);
    Database database = new Database(source);
    new NodePins(
            database,
            new IpfsNodes(List.of(arguments[3])),
            new PostgresBlockStore(database),
            Duration.ofHours(1))
        .start();
    // Nothing is ever written there.
    System.exit(System.in.read());
  }
}
