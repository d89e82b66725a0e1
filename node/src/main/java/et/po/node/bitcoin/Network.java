package et.po.node.bitcoin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The chains that anchors may be on, by their names in the settings, and by what Bitcoin nodes
/// call them.
public enum Network {
  REGTEST("regtest"),
  /// The old name, for whichever test network the Bitcoin node is on.
  TESTNET("test", "testnet3", "testnet4"),
  TESTNET4("testnet4"),
  SIGNET("signet"),
  MAINNET("main", "mainnet");

  private final Set<String> chains;

  Network(String... chains) {
    this.chains = Set.of(chains);
  }

  /// @throws IllegalArgumentException with the names that there are
  public static Network named(String name) {
    return Arrays.stream(values())
        .filter(network -> network.label().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "node.network is one of %s, not \"%s\""
                    .formatted(
                        Arrays.stream(values())
                            .map(Network::label)
                            .collect(Collectors.joining(", ")),
                        name)));
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether a Bitcoin node on this chain is on this network.
  boolean isCalled(String chain) {
    return chains.contains(chain);
  }
}
