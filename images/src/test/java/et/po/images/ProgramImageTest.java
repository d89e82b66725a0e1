package et.po.images;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramImageTest {
  @TempDir Path directory;

  @Test
  void write_oneFile_isAWholeImageThatStartsItWithoutRights() throws ImageException, IOException {
    Path program = Files.writeString(directory.resolve("pause"), "program");
    Path archive = directory.resolve("pause.tar");
    ProgramImage.write(program, "localhost/poet/pause:1", archive);
    ImageArchive image = ImageArchive.read(archive);
    assertEquals("localhost/poet/pause:1", image.name());
    assertEquals("65532:65532", image.config().path("config").path("User").asText());
    assertEquals("/pause", image.config().path("config").path("Entrypoint").path(0).asText());
    assertEquals(1, image.layers().size());
    try (var files = Files.list(directory)) {
      assertEquals(
          List.of("pause", "pause.tar"),
          files.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void write_again_isTheSameImage() throws ImageException, IOException {
    Path program = Files.writeString(directory.resolve("pause"), "program");
    Path archive = directory.resolve("pause.tar");
    ProgramImage.write(program, "localhost/poet/pause:1", archive);
    String first = ImageArchive.read(archive).digest();
    ProgramImage.write(program, "localhost/poet/pause:1", archive);
    assertEquals(first, ImageArchive.read(archive).digest());
  }
}
