package et.po.deploy;

import static et.po.deploy.Manifest.elements;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may talk to whom in an environment, as its NetworkPolicies have it.
class ConnectionsTest {
  private static final Set<String> SERVERS = Set.copyOf(Tree.SERVERS);

  @ParameterizedTest
  @ValueSource(strings = {"qa", "prod"})
  void connections_areAsKept(String environment) {
    String matrix =
        Release.versions()
            .filter(version -> version.environment().equals(environment))
            .map(version -> Release.of(environment, version.release()))
            .flatMap(ConnectionsTest::lines)
            .collect(Collectors.joining("\n", "", "\n"));
    Tree.assertCurrent(
        Tree.DEPLOY.resolve("test/golden/connections-" + environment + ".txt"), matrix);
  }

  @Test
  void onlyThoseWhoNeedIt_reachBitcoinAndItsWallet() {
    List<Manifest> node = Charts.render(Release.of("prod", "node-mainnet"));
    Set<String> told =
        node.stream()
            .filter(object ->
                object
                    .containers()
                    .flatMap(container -> elements(container.path("env")))
                    .anyMatch(entry -> entry.path("name").asText().equals("NODE_BITCOIN_URL")))
            .map(object -> object.label("component"))
            .collect(Collectors.toSet());
    Set<String> reach =
        lines(Release.of("prod", "node-mainnet"))
            .filter(line -> line.contains(" to ") && line.contains("poet-bitcoind"))
            .map(line -> line.split(" ")[1])
            .collect(Collectors.toSet());
    assertEquals(Set.of("blockchain-writer", "blockchain-reader", "health"), told);
    assertEquals(told, reach);
  }

  /// Whatever the nodes may reach of the servers lets them in, at the same port.
  @Test
  void servers_letInWhoComesToThem() {
    List<Manifest> servers =
        Release.platform().flatMap(release -> Charts.render(release).stream()).toList();
    List<String> refused = new ArrayList<>();
    int reached = 0;
    for (Release.Version version : Release.versions().toList()) {
      List<Manifest> release = Charts.render(Release.of(version.environment(), version.release()));
      for (Manifest policy :
          release.stream().filter(object -> object.is("NetworkPolicy")).toList()) {
        for (JsonNode rule : policy.at("/spec/egress")) {
          JsonNode server = rule.at("/to/0/podSelector/matchLabels");
          if (SERVERS.contains(server.path("app.kubernetes.io/name").asText())) {
            reached++;
            if (!isLetIn(policy.at("/spec/podSelector/matchLabels"), server, rule, servers)) {
              refused.add(version.release() + " " + policy.name() + " to " + server);
            }
          }
        }
      }
    }
    assertEquals(List.of(), refused);
    assertTrue(reached >= 20, "only " + reached);
  }

  private static boolean isLetIn(
      JsonNode client, JsonNode server, JsonNode rule, List<Manifest> servers) {
    String in = "/namespaceSelector/matchLabels/kubernetes.io~1metadata.name";
    return rule.at("/to/0" + in).asText().equals("chain")
        && servers.stream()
            .filter(object ->
                object.is("NetworkPolicy")
                    && Manifest.chooses(server, object.at("/spec/podSelector/matchLabels")))
            .flatMap(policy -> elements(policy.at("/spec/ingress")))
            .anyMatch(door ->
                door.at("/from/0" + in).asText().equals("default")
                    && door.at("/from/0/podSelector/matchLabels").isObject()
                    && Manifest.chooses(door.at("/from/0/podSelector/matchLabels"), client)
                    && door.at("/ports/0/port").asInt() == rule.at("/ports/0/port").asInt());
  }

  private static Stream<String> lines(Release release) {
    return Charts.render(release).stream()
        .filter(object -> object.is("NetworkPolicy"))
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .flatMap(policy -> {
          String whose =
              release.name()
                  + " "
                  + (policy.name().endsWith("-deny-all") ? "*" : policy.label("component"));
          Stream<String> rules =
              Stream.concat(
                  rules(policy.at("/spec/ingress"), "from", whose + " from "),
                  rules(policy.at("/spec/egress"), "to", whose + " to "));
          List<String> all = rules.toList();
          return all.isEmpty() ? Stream.of(whose + " nobody") : all.stream();
        });
  }

  private static Stream<String> rules(JsonNode rules, String side, String before) {
    return elements(rules)
        .flatMap(rule -> elements(rule.path(side)).map(peer -> before + peer(peer) + ports(rule)));
  }

  private static String ports(JsonNode rule) {
    String ports =
        elements(rule.path("ports"))
            .map(port -> port.path("port").asText() + "/" + port.path("protocol").asText())
            .collect(Collectors.joining(","));
    return ports.isEmpty() ? " any port" : " " + ports;
  }

  private static String peer(JsonNode peer) {
    JsonNode block = peer.path("ipBlock");
    if (!block.isMissingNode()) {
      String except =
          elements(block.path("except")).map(JsonNode::asText).collect(Collectors.joining(","));
      return block.path("cidr").asText() + (except.isEmpty() ? "" : " without " + except);
    }
    Map<String, String> namespace = Manifest.texts(peer.at("/namespaceSelector/matchLabels"));
    String labels =
        Manifest.texts(peer.at("/podSelector/matchLabels")).entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(","));
    String where = namespace.isEmpty() ? "" : namespace.values().iterator().next() + ":";
    return where + (labels.isEmpty() ? "all" : labels);
  }
}
