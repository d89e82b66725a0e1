package et.po.images;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;

/// The Java runtime that images have, made of the JDK that runs this: the modules that the programs
/// use, and no more.
///
/// @param directory where it is, as in the image at `/opt/java`
record JavaRuntime(Path directory) {
  /// None for windows, scripts, or tools. `java.rmi` and `java.transaction.xa` are of the
  /// transaction manager, `jdk.unsupported` of the server's buffers, `jdk.jfr` for who has to look
  /// at a slow process.
  private static final List<String> MODULES =
      List.of(
          "java.base",
          "java.compiler",
          "java.instrument",
          "java.logging",
          "java.management",
          "java.naming",
          "java.net.http",
          "java.rmi",
          "java.security.jgss",
          "java.security.sasl",
          "java.sql",
          "java.transaction.xa",
          "java.xml",
          "jdk.crypto.ec",
          "jdk.jfr",
          "jdk.management",
          "jdk.net",
          "jdk.unsupported",
          "jdk.zipfs");

  /// @param directory that is not there yet
  /// @throws ImageException if this JDK cannot make one
  static JavaRuntime link(Path directory) throws ImageException, IOException {
    ToolProvider jlink =
        ToolProvider.findFirst("jlink")
            .orElseThrow(() ->
                new ImageException(
                    "This Java has no jlink; it takes a whole JDK to make an image."));
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int code =
        jlink.run(
            out,
            out,
            "--add-modules",
            String.join(",", MODULES),
            "--strip-debug",
            // Makes classes from what this process has used so far, which is not always the same.
            "--disable-plugin=generate-jli-classes",
            "--no-header-files",
            "--no-man-pages",
            "--compress=zip-6",
            "--output",
            directory.toString());
    if (code != 0) {
      throw new ImageException("jlink made no runtime: " + said.toString().strip());
    }
    StagedFiles.age(directory);
    return new JavaRuntime(directory);
  }

  Path java() {
    return directory.resolve("bin/java");
  }
}
