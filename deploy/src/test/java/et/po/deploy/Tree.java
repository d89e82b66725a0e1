package et.po.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The files of deploy/.
final class Tree {
  static final Path ROOT = Path.of(System.getProperty("project.root"));
  static final Path DEPLOY = ROOT.resolve("deploy");
  static final Path CHARTS = DEPLOY.resolve("charts");
  static final Path ENVIRONMENTS = DEPLOY.resolve("environments");
  static final Path PLATFORM = DEPLOY.resolve("platform");

  /// The charts of our programs.
  static final List<String> APPLICATIONS = List.of("poet-frost-api", "poet-node");

  /// The charts of servers that our programs need.
  static final List<String> SERVERS = List.of("poet-bitcoind", "poet-ipfs");

  /// The charts that can be installed.
  static final List<String> INSTALLABLE =
      Stream.concat(APPLICATIONS.stream(), SERVERS.stream()).toList();

  private static final ObjectMapper JSON = new ObjectMapper();

  private Tree() {}

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode yaml(Path file) {
    return documents(read(file)).getFirst();
  }

  /// The documents of a text, without empty ones.
  static List<JsonNode> documents(String text) {
    List<JsonNode> documents = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text)) {
      if (document != null) {
        documents.add(JSON.valueToTree(document));
      }
    }
    return documents;
  }

  /// The files of a directory whose names end so, in order.
  static List<Path> files(Path directory, String end) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A file that is made of others is as it would be made now. With `-Dpoet.renew=true` it is made.
  static void assertCurrent(Path file, String wanted) {
    try {
      if (Boolean.getBoolean("poet.renew")) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, wanted);
      }
      assertEquals(
          wanted,
          Files.exists(file) ? Files.readString(file) : "",
          () -> file + " is not current: see what changed, and renew it with -Dpoet.renew=true");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
