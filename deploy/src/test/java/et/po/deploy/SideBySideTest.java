package et.po.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Releases in one namespace keep out of each other's way.
class SideBySideTest {
  static Stream<List<Release>> neighbours() {
    Release separate = Release.called("poet-node/separate");
    return Stream.of(
        List.of(
            Release.of("qa", "frost-api"),
            Release.of("qa", "node-regtest"),
            Release.of("qa", "node-testnet")),
        List.of(
            Release.of("prod", "frost-api"),
            Release.of("prod", "node-mainnet"),
            Release.of("prod", "node-testnet")),
        List.of(separate.named("node"), separate.named("node-batch"), separate.named("node-api")),
        List.of(
            Release.called("operator/frost-api"),
            Release.called("operator/node-testnet"),
            Release.called("poet-frost-api/plain").named("frost")));
  }

  @ParameterizedTest
  @MethodSource("neighbours")
  void namesAndSelectors_doNotMeet(List<Release> releases) {
    Set<String> names = new HashSet<>();
    for (Release release : releases) {
      for (Manifest object : Charts.render(release)) {
        assertEquals(true, names.add(object.id()), object.id() + " is there twice");
        for (Release other : releases) {
          if (!other.equals(release)) {
            assertChoosesNone(object, Charts.render(other));
          }
        }
      }
    }
  }

  private static void assertChoosesNone(Manifest object, List<Manifest> others) {
    Stream.of("/spec/selector/matchLabels", "/spec/podSelector/matchLabels")
        .map(object::at)
        .filter(JsonNode::isObject)
        .forEach(selector -> assertChoosesNone(object, selector, others));
    if (object.is("Service")) {
      assertChoosesNone(object, object.at("/spec/selector"), others);
    }
  }

  private static void assertChoosesNone(Manifest object, JsonNode selector, List<Manifest> others) {
    for (Manifest other : others) {
      other
          .podTemplate()
          .ifPresent(pod ->
              assertFalse(
                  Manifest.chooses(selector, pod.at("/metadata/labels")),
                  () -> object.id() + " chooses pods of " + other.id()));
    }
  }
}
