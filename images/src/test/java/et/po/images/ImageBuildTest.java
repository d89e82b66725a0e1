package et.po.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Images of a made-up program on a made-up base; the system tests make and run those of ours.
final class ImageBuildTest {
  private static final String REVISION = "0123456789012345678901234567890123456789";

  @TempDir Path directory = Path.of("");

  private Path app = directory;
  private Path output = directory;

  @BeforeEach
  void make() throws IOException {
    app = directory.resolve("app");
    output = Files.createDirectories(directory.resolve("output"));
    Files.createDirectories(app.resolve("app"));
    Files.writeString(app.resolve("quarkus-run.jar"), "starts it");
    Files.writeString(app.resolve("quarkus-app-dependencies.txt"), "");
    builtFrom("revision=" + REVISION + "\ncommitted=2026-01-31T13:30:00+01:00\n");
  }

  private void builtFrom(String text) throws IOException {
    try (OutputStream file = Files.newOutputStream(app.resolve("app/program.jar"));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("built-from.properties"));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private BuiltImage build() throws Exception {
    Path base = Forged.image(directory, ImageFormat.Docker);
    return new ImageBuild(output, "1", new Base(Optional.of("tar:" + base)), false, _ -> {})
        .build(List.of(new Program("test", app)))
        .getFirst();
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      return files
          .map(file -> output.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void image_saysWhatItsProgramWasBuiltFrom() throws Exception {
    ImageArchive image = ImageArchive.read(build().archive());
    assertEquals("poet/test:1", image.name());
    assertEquals(REVISION, image.label("org.opencontainers.image.revision"));
    assertEquals("2026-01-31T12:30:00Z", image.config().path("created").asText());
  }

  /// jib-core's, of ours: one that changed with the process would make other bytes of a commit.
  @Test
  void labels_areAlwaysInTheSameOrder() throws Exception {
    List<String> names = new ArrayList<>();
    ImageArchive.read(build().archive())
        .config()
        .at("/config/Labels")
        .fieldNames()
        .forEachRemaining(name -> names.add(name.replace("org.opencontainers.image.", "")));
    assertEquals(List.of("title", "source", "revision", "licenses", "version"), names);
  }

  @Test
  void programOfNoRepository_isOfAnUnknownCommit() throws Exception {
    builtFrom("revision=\ncommitted=\n");
    assertEquals(new BuiltFrom("unknown", Instant.EPOCH), new Program("test", app).builtFrom());
    ImageArchive image = ImageArchive.read(build().archive());
    assertEquals("unknown", image.label("org.opencontainers.image.revision"));
  }

  @Test
  void programThatDoesNotSay_isRefused() throws IOException {
    Files.delete(app.resolve("app/program.jar"));
    ImageException refusal = assertThrows(ImageException.class, this::build);
    assertTrue(
        String.valueOf(refusal.getMessage()).contains("does not say what it was built from"),
        refusal::toString);
  }

  @Test
  void whatElseIsInTheDirectory_isLeft() throws Exception {
    Path notes = Files.createDirectory(output.resolve("work")).resolve("notes");
    Files.writeString(notes, "mine");
    build();
    assertEquals("mine", Files.readString(notes));
    assertEquals(Set.of("test.cdx.json", "test.digest", "test.tar", "work"), files());
  }

  @Test
  void buildThatFails_leavesNothing() throws Exception {
    Files.createSymbolicLink(app.resolve("link"), Path.of("nothing"));
    assertThrows(ImageException.class, this::build);
    assertEquals(Set.of(), files());
  }

  @Test
  void otherName_isNotTheOneThatIsSigned() throws Exception {
    BuiltImage image = build();
    PemPair keys = PemPair.in(directory);
    Seal.sign(image, keys.secret());
    assertEquals(image.digest(), Seal.verify(image.archive(), keys.open()));

    Forged.of(image.archive()).replace("index.json", "poet/test:1", "poet/test:2").write();
    ImageException refusal =
        assertThrows(ImageException.class, () -> Seal.verify(image.archive(), keys.open()));
    assertTrue(
        String.valueOf(refusal.getMessage()).contains("calls itself poet/test:2"),
        refusal::toString);
  }
}
