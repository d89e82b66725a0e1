package et.po.node.messaging;

import et.po.node.testing.RealRabbit;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// [RabbitMessaging] over a real RabbitMQ; for each test other queues.
@Tag("real")
class RabbitMessagingTest extends MessagingContract {
  private RealRabbit rabbit;

  @BeforeAll
  void startRabbit(@TempDir Path directory) {
    rabbit = RealRabbit.start(directory);
  }

  @AfterAll
  void stopRabbit() {
    if (rabbit != null) {
      rabbit.close();
    }
  }

  @Override
  Messaging open(DataSource database, Topology topology) {
    return new RabbitMessaging(database, topology, rabbit.address("test." + test()));
  }
}
