package et.po.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// The version that this was built as.
public final class Version implements IVersionProvider {
  /// Such as `0.1.0`.
  public static String number() {
    try {
      return read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {"poet " + read()};
  }

  private static String read() throws IOException {
    try (InputStream file = Version.class.getResourceAsStream("version.properties")) {
      if (file == null) {
        throw new IllegalStateException("the build left out version.properties");
      }
      Properties properties = new Properties();
      properties.load(file);
      return String.valueOf(properties.getProperty("version"));
    }
  }
}
