package et.po.node.testing;

import et.po.node.Subscribers;
import et.po.node.messaging.Topology;
import java.util.ArrayList;
import java.util.List;

/// The node's subscribers, and one that never comes: so nothing is cleared from the outbox.
public final class Unread {
  public static final Topology TOPOLOGY = topology();

  private Unread() {}

  private static Topology topology() {
    List<Topology.Subscriber> all = new ArrayList<>(Subscribers.ALL.subscribers());
    all.add(Topology.Subscriber.unordered("nobody"));
    return new Topology(all);
  }
}
