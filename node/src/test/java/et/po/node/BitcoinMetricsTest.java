package et.po.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import et.po.node.bitcoin.CoreRpc;
import et.po.node.blockchainreader.BlockchainReader;
import et.po.node.blockchainreader.BlockchainReaderSettings;
import et.po.node.blockchainwriter.BlockchainWriter;
import et.po.node.database.Database;
import et.po.node.messaging.InProcessMessaging;
import et.po.node.testing.NodeDatabase;
import et.po.node.testing.TestRoles;
import et.po.node.testing.Unread;
import et.po.node.testing.WriterSettings;
import et.po.servers.FreePort;
import et.po.testkit.Eventually;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BitcoinMetricsTest {
  private record Following() implements BlockchainReaderSettings {
    @Override
    public int startHeight() {
      return 0;
    }

    @Override
    public Duration interval() {
      return Duration.ofMillis(50);
    }
  }

  private static double problem(SimpleMeterRegistry registry, String role, String kind) {
    return registry.get("poet.bitcoin.problem").tag("role", role).tag("kind", kind).gauge().value();
  }

  @Test
  void nodeThatIsAway_isInTheMetricsOfTheRolesThatRun() {
    try (AgroalDataSource source = NodeDatabase.pooled()) {
      Database database = new Database(source);
      InProcessMessaging messaging = new InProcessMessaging(source, Unread.TOPOLOGY);
      CoreRpc nobody = new CoreRpc(URI.create("http://127.0.0.1:" + FreePort.find()));
      BlockchainWriter writer =
          new BlockchainWriter(
              new WriterSettings(), TestRoles.REGTEST, database, messaging, nobody);
      BlockchainReader reader =
          new BlockchainReader(new Following(), TestRoles.REGTEST, database, messaging, nobody);
      Roles roles = new Roles(List.of(writer, reader), Optional.of(List.of(reader.name())));
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      new BitcoinMetrics(roles, writer, reader).bindTo(registry);
      assertEquals(0, problem(registry, "blockchain-reader", "node-away"));
      assertNull(registry.find("poet.bitcoin.balance.satoshis").gauge());

      reader.start();
      Eventually.eventually(
          "the metric says so", () -> problem(registry, "blockchain-reader", "node-away") == 1);
      reader.stop();
    }
  }
}
