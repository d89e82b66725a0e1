package et.po.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.marcnuri.helm.Helm;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is rendered is what was rendered before.
class GoldenTest {
  static Stream<Release> releases() {
    return Tree.INSTALLABLE.stream().flatMap(Release::ofTests);
  }

  @ParameterizedTest
  @MethodSource("releases")
  void rendered_isAsKept(Release release) {
    Tree.assertCurrent(
        Tree.DEPLOY.resolve("test/golden/" + release.label() + ".yaml"),
        Charts.text(release, Charts.KUBERNETES));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void olderKubernetes_isRefused(Release release) {
    String said =
        String.valueOf(
            assertThrows(IllegalStateException.class, () -> Charts.text(release, "1.29.0"))
                .getMessage());
    assertTrue(said.contains(">=1.30.0-0") && said.contains("1.29.0"), said);
  }

  @Test
  void charts_passHelmsOwnLint() {
    for (String chart : Tree.INSTALLABLE) {
      var result = new Helm(Tree.CHARTS.resolve(chart)).lint().strict().call();
      assertEquals(
          List.of(),
          result.getMessages().stream()
              .filter(line -> line.startsWith("[ERROR]") || line.startsWith("[WARNING]"))
              .toList());
    }
  }
}
