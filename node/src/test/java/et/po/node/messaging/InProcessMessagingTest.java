package et.po.node.messaging;

import java.util.Set;
import javax.sql.DataSource;

class InProcessMessagingTest extends MessagingContract {
  @Override
  Messaging open(DataSource database) {
    return new InProcessMessaging(database, Set.of());
  }
}
