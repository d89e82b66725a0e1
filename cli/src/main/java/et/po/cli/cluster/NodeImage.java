package et.po.cli.cluster;

import et.po.cli.CommandException;
import et.po.cli.Trouble;
import et.po.images.ImageArchive;
import et.po.images.ImageException;
import et.po.images.ProgramImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// An image in a file, for nodes to take in: there is no registry that they could fetch it from.
///
/// @param name that the archive gives it
/// @param otherNames under which pods ask for it, too
record NodeImage(Path archive, String name, List<String> otherNames) {
  /// What a name without a registry means to Kubernetes.
  private static final String USUAL_REGISTRY = "docker.io/";

  NodeImage {
    otherNames = List.copyOf(otherNames);
  }

  /// One of nothing but this program, made here.
  static NodeImage of(Path program, String name, Path archive) {
    try {
      ProgramImage.write(program, name, archive);
      return new NodeImage(archive, name, List.of());
    } catch (ImageException e) {
      throw CommandException.unable(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw CommandException.unable(
          "The image " + name + " cannot be made. " + Trouble.sentence(e), e);
    }
  }

  /// One that `poet image build` has made; empty where it was not built.
  ///
  /// @param directory that it is copied to, so that another build meanwhile changes nothing
  static Optional<NodeImage> built(Path archive, Path directory) {
    if (!Files.exists(archive)) {
      return Optional.empty();
    }
    try {
      Path own = directory.resolve(archive.getFileName());
      Files.copy(archive, own, StandardCopyOption.REPLACE_EXISTING);
      ImageArchive image = ImageArchive.read(own);
      String full = USUAL_REGISTRY + image.name();
      String byDigest = full.substring(0, full.lastIndexOf(':')) + "@" + image.digest();
      return Optional.of(new NodeImage(own, image.name(), List.of(full, byDigest)));
    } catch (ImageException e) {
      throw CommandException.unable(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }
}
