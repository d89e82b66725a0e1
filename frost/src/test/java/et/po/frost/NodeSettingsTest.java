package et.po.frost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which nodes works go to, by which of the variables are given.
final class NodeSettingsTest {
  private static final int OVER_THE_FILE = 300;

  private static SmallRyeConfig config(Map<String, String> environment) throws IOException {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withSources(
            new PropertiesConfigSource(
                NodeSettingsTest.class.getResource("/application.properties")),
            new PropertiesConfigSource(environment, "environment", OVER_THE_FILE))
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "http://a, http://b, http://a, http://b",
    "http://a, , http://a, http://a",
    ", http://b, http://b, http://b",
    ", , http://localhost:18080, http://localhost:18080",
  })
  void nodeThatIsNotGiven_isTheOther(String live, String test, String liveNode, String testNode)
      throws IOException {
    Map<String, String> environment = new HashMap<>();
    if (live != null) {
      environment.put("POET_URL", live);
    }
    if (test != null) {
      environment.put("TEST_POET_URL", test);
    }

    SmallRyeConfig config = config(environment);

    assertEquals(liveNode, config.getValue("frost.general.poet-url", String.class));
    assertEquals(testNode, config.getValue("frost.general.test-poet-url", String.class));
    assertEquals(liveNode, config.getValue("frost.general.works.live-public-url", String.class));
    assertEquals(testNode, config.getValue("frost.general.works.test-public-url", String.class));
  }
}
