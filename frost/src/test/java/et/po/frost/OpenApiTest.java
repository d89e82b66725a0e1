package et.po.frost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FrostExtension.class)
final class OpenApiTest {
  private static final Pattern PATH = Pattern.compile("  (/\\S*):");
  private static final Pattern METHOD = Pattern.compile("    (get|post|put|patch|delete):");

  private final RunningFrost frost;

  OpenApiTest(RunningFrost frost) {
    this.frost = frost;
  }

  @Test
  void description_hasExactlyTheRoutes() throws Exception {
    Set<String> routes = new TreeSet<>();
    for (String route : frost.routes()) {
      routes.add(route.replaceAll(":(\\w+)", "{$1}"));
    }

    assertEquals(routes, described());
  }

  private static Set<String> described() throws Exception {
    Set<String> described = new TreeSet<>();
    String path = "";
    for (String line : text().lines().toList()) {
      Matcher aPath = PATH.matcher(line);
      Matcher aMethod = METHOD.matcher(line);
      if (aPath.matches()) {
        path = aPath.group(1);
      } else if (aMethod.matches()) {
        described.add(aMethod.group(1).toUpperCase(java.util.Locale.ROOT) + " " + path);
      }
    }
    return described;
  }

  private static String text() throws Exception {
    try (InputStream file = OpenApiTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
