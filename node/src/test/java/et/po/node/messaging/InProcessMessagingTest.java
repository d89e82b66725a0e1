package et.po.node.messaging;

import javax.sql.DataSource;

class InProcessMessagingTest extends MessagingContract {
  @Override
  Messaging open(DataSource database, Topology topology) {
    return new InProcessMessaging(database, topology);
  }
}
