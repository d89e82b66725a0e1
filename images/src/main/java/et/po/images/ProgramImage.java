package et.po.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/// An image of nothing but one program, which needs no file beside its own.
public final class ProgramImage {
  private static final String USER = "65532:65532";

  private ProgramImage() {}

  /// Writes it as OCI image layout.
  ///
  /// @param name of the image, with its tag
  /// @param archive the file, which may be there
  public static void write(Path program, String name, Path archive)
      throws ImageException, IOException {
    AbsoluteUnixPath inside = AbsoluteUnixPath.get("/" + program.getFileName());
    FileEntriesLayer layer =
        FileEntriesLayer.builder()
            .setName("program")
            .addEntry(program, inside, FilePermissions.fromOctalString("755"))
            .build();
    Path work = Files.createTempDirectory(archive.toAbsolutePath().getParent(), "work-");
    try {
      Jib.fromScratch()
          .setFormat(ImageFormat.OCI)
          .addFileEntriesLayer(layer)
          .setEntrypoint(inside.toString())
          .setUser(USER)
          .containerize(
              Containerizer.to(TarImage.at(archive).named(name))
                  .setApplicationLayersCache(work.resolve("layers"))
                  .setBaseImageLayersCache(work.resolve("base"))
                  .setToolName("poet"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageException("It was interrupted.", e);
    } catch (ExecutionException
        | RegistryException
        | CacheDirectoryCreationException
        | InvalidImageReferenceException e) {
      throw new ImageException("The image " + name + " could not be made: " + e.getMessage(), e);
    } finally {
      Directories.delete(work);
    }
  }
}
