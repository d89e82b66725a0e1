package et.po.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import et.po.node.batchreader.BatchReaderSettings;
import et.po.node.batchwriter.BatchWriterSettings;
import et.po.node.blockchainreader.BlockchainReaderSettings;
import et.po.node.blockchainwriter.BlockchainWriterSettings;
import et.po.node.health.HealthSettings;
import et.po.node.storagereader.StorageReaderSettings;
import io.smallrye.config.ConfigMapping;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The names in the operator's table are the names that the program reads, both ways.
class SettingsDocumentTest {
  private static final Pattern NAME = Pattern.compile("`(NODE_[A-Z_]+)`");

  /// Read by the framework's own settings.
  private static final Set<String> OTHERS =
      Set.of("NODE_HOST", "NODE_PORT", "NODE_MANAGEMENT_PORT");

  /// One name for all parts that share it: NODE_PREFIX.
  private static final Set<String> SHARED =
      Set.of("NODE_BATCH_READER_PREFIX", "NODE_BLOCKCHAIN_WRITER_PREFIX", "NODE_VIEW_PREFIX");

  @Test
  void documentedNames_areThoseThatAreRead() throws IOException {
    Set<String> read = new TreeSet<>(OTHERS);
    Stream.of(
            NodeSettings.class,
            BatchWriterSettings.class,
            BatchReaderSettings.class,
            BlockchainWriterSettings.class,
            BlockchainReaderSettings.class,
            StorageReaderSettings.class,
            HealthSettings.class)
        .forEach(type ->
            names(type.getAnnotation(ConfigMapping.class).prefix(), type).forEach(read::add));
    read.removeAll(SHARED);
    String document =
        Files.readString(
            Path.of(System.getProperty("project.root"), "docs/operations/settings.md"));
    Set<String> documented =
        NAME.matcher(document)
            .results()
            .map((MatchResult name) -> name.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(read, documented);
  }

  private static Stream<String> names(String prefix, Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods()).flatMap(method -> names(prefix, method));
  }

  private static Stream<String> names(String prefix, Method method) {
    String name =
        prefix + "." + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    return method.getReturnType().isInterface()
            && method.getReturnType().getName().startsWith("et.po")
        ? names(name, method.getReturnType())
        : Stream.of(name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT));
  }
}
