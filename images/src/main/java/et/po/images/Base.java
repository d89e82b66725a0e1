package et.po.images;

import java.nio.file.Path;
import java.util.Optional;

/// What an image is built on.
///
/// @param reference of another image that has a Java runtime on its path: `tar:FILE`, or what a
///   registry calls it; without one the runtime is made here, and nothing is fetched
public record Base(Optional<String> reference) {
  /// Made here.
  public static final Base OWN = new Base(Optional.empty());

  private static final String ARCHIVE = "tar:";

  /// The file, where it is one.
  Optional<Path> archive() {
    return reference
        .filter(name -> name.startsWith(ARCHIVE))
        .map(name -> Path.of(name.substring(ARCHIVE.length())));
  }
}
