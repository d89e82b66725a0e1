package et.po.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// A program, or another file, that a script of `tools/` has put into the user's cache.
///
/// @param path in the cache
/// @param fetch the command that puts it there
record CachedProgram(String path, String fetch) {
  private static final Path CACHE =
      Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
          .map(Path::of)
          .orElse(Path.of(System.getProperty("user.home"), ".cache"))
          .resolve("poet");

  /// How a run ended.
  ///
  /// @param said on standard error
  record Ending(int code, String printed, String said) {}

  /// Where it is. Skips the test, and says why, where it was not fetched.
  Path file() {
    Path program = CACHE.resolve(path);
    assumeTrue(Files.isReadable(program), program.getFileName() + " is not there: run " + fetch);
    return program;
  }

  /// Runs it in the root of the tree. Skips the test where it was not fetched.
  Ending run(List<String> arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of(file().toString()), arguments.stream()).toList())
            .directory(Tree.ROOT.toFile())
            .start();
    CompletableFuture<String> said =
        CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
    String printed = text(process.getInputStream());
    return new Ending(process.waitFor(), printed, said.join());
  }

  private static String text(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
