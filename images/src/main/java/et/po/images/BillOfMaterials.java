package et.po.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.Metadata;

/// What an image is made of (CycloneDX 1.6): the libraries of the program, the Java runtime and the
/// packages of the system.
final class BillOfMaterials {
  /// What the program's build writes down: `group:artifact:classifier:type:version`.
  private static final String LIST = "quarkus-app-dependencies.txt";

  private final Bom bom = new Bom();

  /// @param committed when what it was built from was, which is also its time
  /// @param digest of the image, which it is named by
  BillOfMaterials(Program program, Instant committed, String digest) {
    bom.setSerialNumber(
        "urn:uuid:" + UUID.nameUUIDFromBytes(digest.getBytes(StandardCharsets.UTF_8)));
    Component image = new Component();
    image.setType(Component.Type.CONTAINER);
    image.setName("poet/" + program.name());
    image.setVersion(digest);
    Metadata metadata = new Metadata();
    metadata.setTimestamp(Date.from(committed));
    metadata.setComponent(image);
    bom.setMetadata(metadata);
  }

  /// The libraries of a program's directory.
  void addLibraries(Path app) throws ImageException, IOException {
    for (String line : Files.readAllLines(app.resolve(LIST))) {
      String[] parts = line.split(":");
      if (parts.length < 5) {
        throw new ImageException("%s has a line of another kind: %s".formatted(LIST, line));
      }
      String version = parts[4];
      Component library = component(Component.Type.LIBRARY, parts[1], version);
      library.setGroup(parts[0]);
      library.setPurl("pkg:maven/%s/%s@%s".formatted(parts[0], parts[1], version));
      library.setBomRef(library.getPurl() + (parts[2].isEmpty() ? "" : "?" + parts[2]));
      Path jar = jar(app, parts);
      if (Files.exists(jar)) {
        library.addHash(new Hash(Hash.Algorithm.SHA_256, Digests.hex(jar)));
      }
      bom.addComponent(library);
    }
  }

  private static Path jar(Path app, String[] parts) {
    String classifier = parts[2].isEmpty() ? "" : "-" + parts[2];
    String name = "%s.%s-%s%s.jar".formatted(parts[0], parts[1], parts[4], classifier);
    Path main = app.resolve("lib/main").resolve(name);
    return Files.exists(main) ? main : app.resolve("lib/boot").resolve(name);
  }

  /// The Java runtime that runs this, of which the image's was made.
  void addJava() {
    String version = System.getProperty("java.runtime.version");
    Component java = component(Component.Type.PLATFORM, "java", version);
    java.setPublisher(System.getProperty("java.vendor"));
    java.setBomRef("java@" + version);
    bom.addComponent(java);
  }

  void addPackages(List<SystemPackages.Installed> packages) {
    for (SystemPackages.Installed each : packages) {
      Component system = component(Component.Type.LIBRARY, each.name(), each.version());
      system.setPurl("pkg:deb/debian/%s@%s".formatted(each.name(), each.version()));
      system.setBomRef(system.getPurl());
      bom.addComponent(system);
    }
  }

  private static Component component(Component.Type type, String name, String version) {
    Component component = new Component();
    component.setType(type);
    component.setName(name);
    component.setVersion(version);
    return component;
  }

  void write(Path file) throws ImageException, IOException {
    try {
      Files.writeString(
          file, BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString() + "\n");
    } catch (GeneratorException e) {
      throw new ImageException("The bill of materials could not be written: " + e.getMessage(), e);
    }
  }
}
