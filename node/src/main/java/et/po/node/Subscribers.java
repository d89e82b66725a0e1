package et.po.node;

import static et.po.node.messaging.Topology.Subscriber.ordered;
import static et.po.node.messaging.Topology.Subscriber.unordered;

import et.po.node.messages.Message.BatchCreated;
import et.po.node.messages.Message.BatchRead;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messages.Message.BlocksUndone;
import et.po.node.messages.Message.ClaimsAccepted;
import et.po.node.messages.Message.ClaimsRead;
import et.po.node.messages.Message.ClaimsStored;
import et.po.node.messages.Message.TransactionSent;
import et.po.node.messaging.Topology;

/// Which role hears what.
///
/// Ordered are those that follow the chain: a block that is undone must not come back. The others
/// only add to a set, so that their order says nothing, and as many processes as there are share
/// the work.
public final class Subscribers {
  public static final Topology ALL =
      Topology.of(
          unordered("storage-writer", ClaimsAccepted.class),
          unordered("batch-writer", ClaimsStored.class),
          ordered("blockchain-writer", BatchCreated.class, BlockRead.class, BlocksUndone.class),
          unordered("batch-reader", BlockRead.class),
          unordered("storage-reader", BatchRead.class),
          ordered(
              "view",
              ClaimsAccepted.class,
              ClaimsStored.class,
              BatchCreated.class,
              TransactionSent.class,
              BlockRead.class,
              BlocksUndone.class,
              BatchRead.class,
              ClaimsRead.class));

  private Subscribers() {}
}
