package et.po.frost.node;

import et.po.frost.tokens.Network;

/// The node of each network.
public record Nodes(NodeClient live, NodeClient test) {
  public NodeClient of(Network network) {
    return switch (network) {
      case LIVE -> live;
      case TEST -> test;
    };
  }
}
