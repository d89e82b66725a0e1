package et.po.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/// Makes the images of programs, one after the other, into a directory:
///
/// | File | What |
/// |---|---|
/// | `NAME.tar` | the image, as OCI image layout |
/// | `NAME.digest` | the digest of its manifest |
/// | `NAME.cdx.json` | its bill of materials |
///
/// What it needs on the way is in a directory of its own there, `work-` and a number, which it
/// removes again. Files of the names above it replaces; nothing else there is touched.
public final class ImageBuild {
  /// Of the groups and users of no system; the charts run the pods as this one.
  static final String USER = "65532:65532";

  private static final String SOURCE = "https://po.et";

  private final Path output;
  private final String version;
  private final Base base;
  private final boolean cached;
  private final Consumer<String> progress;

  /// @param output a directory that is there
  /// @param version of the programs
  /// @param cached whether the images have a cache that makes the start faster; it is never the
  ///   same bytes twice. One on another base has none: it would not be of that base's runtime
  /// @param progress is told of each step, which may take a minute
  public ImageBuild(
      Path output, String version, Base base, boolean cached, Consumer<String> progress) {
    this.output = output.toAbsolutePath();
    this.version = version;
    this.base = base;
    this.cached = cached && base.reference().isEmpty();
    this.progress = progress;
  }

  /// @throws ImageException with what is wrong
  public List<BuiltImage> build(List<Program> programs) throws ImageException {
    for (Program program : programs) {
      program.require();
    }
    try {
      Path work = Files.createTempDirectory(output, "work-");
      try {
        return build(programs, work);
      } finally {
        Directories.delete(work);
      }
    } catch (IOException e) {
      throw new ImageException("The images could not be written to %s: %s".formatted(output, e), e);
    }
  }

  private List<BuiltImage> build(List<Program> programs, Path work)
      throws ImageException, IOException {
    List<FileEntriesLayer> shared = base.reference().isEmpty() ? own(work) : List.of();
    List<BuiltImage> images = new ArrayList<>();
    for (Program program : programs) {
      images.add(build(program, shared, work));
    }
    return images;
  }

  private static JavaRuntime runtime(Path work) {
    return new JavaRuntime(work.resolve("java"));
  }

  private List<FileEntriesLayer> own(Path work) throws ImageException, IOException {
    progress.accept("Making a Java runtime");
    JavaRuntime runtime = JavaRuntime.link(work.resolve("java"));
    Path etc = work.resolve("etc");
    EtcFiles.write(etc);
    return List.of(
        Layers.system(SystemLibraries.of(runtime), etc),
        Layers.of("java", runtime.directory(), "/opt/java", _ -> true));
  }

  private BuiltImage build(Program program, List<FileEntriesLayer> shared, Path work)
      throws ImageException, IOException {
    BuiltFrom from = program.builtFrom();
    progress.accept("Making the image of " + program.name());
    Path app = work.resolve(program.name());
    StagedFiles.copy(program.directory(), app);
    JvmOptions.write(app.resolve(JvmOptions.FILE), "/app", false);
    StagedFiles.age(app);
    List<FileEntriesLayer> layers = new ArrayList<>(shared);
    layers.add(Layers.of("libraries", app, "/app", Layers::isLibrary));
    if (cached) {
      Path cache = work.resolve(program.name() + "-cache");
      Files.createDirectories(cache);
      AotCache.train(runtime(work), program, app, cache.resolve(JvmOptions.CACHE));
      JvmOptions.write(app.resolve(JvmOptions.FILE), "/app", true);
      StagedFiles.age(app);
      layers.add(Layers.of("program", app, "/app", file -> !Layers.isLibrary(file)));
      layers.add(Layers.of("cache", cache, "/app", file -> file.endsWith(JvmOptions.CACHE)));
    } else {
      layers.add(Layers.of("program", app, "/app", file -> !Layers.isLibrary(file)));
    }
    Path archive = output.resolve(program.name() + ".tar");
    write(program, from, layers, archive, work);
    BuiltImage image = new BuiltImage(archive, ImageArchive.read(archive).digest());
    Files.writeString(output.resolve(program.name() + ".digest"), image.digest() + "\n");
    BillOfMaterials bill = new BillOfMaterials(program, from.committed(), image.digest());
    bill.addLibraries(app);
    if (base.reference().isEmpty()) {
      bill.addJava();
      bill.addPackages(SystemPackages.of(SystemLibraries.of(runtime(work))));
    }
    bill.write(output.resolve(program.name() + ".cdx.json"));
    return image;
  }

  private void write(
      Program program, BuiltFrom from, List<FileEntriesLayer> layers, Path archive, Path work)
      throws ImageException, IOException {
    try {
      builder()
          .setFormat(ImageFormat.OCI)
          .setFileEntriesLayers(layers)
          .setEntrypoint("java", "@/app/" + JvmOptions.FILE, "-jar", "/app/quarkus-run.jar")
          .setUser(USER)
          .setWorkingDirectory(AbsoluteUnixPath.get("/tmp"))
          .setCreationTime(from.committed())
          .setLabels(labels(program, from))
          .containerize(
              Containerizer.to(
                      TarImage.at(archive).named("poet/%s:%s".formatted(program.name(), version)))
                  .setApplicationLayersCache(work.resolve("layers"))
                  .setBaseImageLayersCache(work.resolve("base"))
                  .setToolName("poet"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageException("It was interrupted.", e);
    } catch (ExecutionException | RegistryException | CacheDirectoryCreationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ImageException("The image could not be made: " + cause.getMessage(), e);
    } catch (InvalidImageReferenceException e) {
      throw new ImageException("This is not the name of an image: " + e.getMessage(), e);
    }
  }

  /// Put in always in the same order: jib-core has them in a hash map, and writes them in its
  /// order, which is not that of one with others first.
  private Map<String, String> labels(Program program, BuiltFrom from) {
    String prefix = "org.opencontainers.image.";
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(prefix + "title", "Po.et " + program.name());
    labels.put(prefix + "version", version);
    labels.put(prefix + "revision", from.revision());
    labels.put(prefix + "source", SOURCE);
    labels.put(prefix + "licenses", "MIT");
    return labels;
  }

  private JibContainerBuilder builder() throws InvalidImageReferenceException {
    if (base.archive().isPresent()) {
      return Jib.from(TarImage.at(base.archive().get()));
    }
    if (base.reference().isPresent()) {
      return Jib.from(base.reference().get());
    }
    return Jib.fromScratch()
        .addEnvironmentVariable("PATH", "/opt/java/bin")
        .addEnvironmentVariable("JAVA_HOME", "/opt/java")
        .addEnvironmentVariable("LANG", "C.UTF-8");
  }
}
