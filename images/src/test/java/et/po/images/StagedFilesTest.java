package et.po.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StagedFilesTest {
  @TempDir Path directory = Path.of("");

  private Path from = directory;
  private Path to = directory;

  @BeforeEach
  void make() throws IOException {
    from = directory.resolve("from");
    Files.createDirectories(from.resolve("below"));
    to = directory.resolve("to");
    Files.writeString(from.resolve("below/file"), "text");
  }

  private void refused(String name) {
    ImageException refusal = assertThrows(ImageException.class, () -> StagedFiles.copy(from, to));
    assertTrue(
        String.valueOf(refusal.getMessage()).contains(name + " is neither a file, nor a link"),
        refusal::toString);
  }

  @Test
  void linkToAFileThere_isThatFile() throws Exception {
    Files.createSymbolicLink(from.resolve("link"), Path.of("below/file"));
    StagedFiles.copy(from, to);
    assertEquals("text", Files.readString(to.resolve("link")));
    assertFalse(Files.isSymbolicLink(to.resolve("link")));
    assertEquals(2, StagedFiles.files(from).size());
  }

  @Test
  void linkToADirectory_isRefused() throws Exception {
    Files.createSymbolicLink(from.resolve("linked"), Path.of("below"));
    refused("linked");
  }

  @Test
  void linkToAFileElsewhere_isRefused() throws Exception {
    Path other = Files.writeString(directory.resolve("other"), "not of the program");
    Files.createSymbolicLink(from.resolve("away"), other);
    refused("away");
  }

  @Test
  void linkToNothing_isRefused() throws Exception {
    Files.createSymbolicLink(from.resolve("dangling"), Path.of("nothing"));
    refused("dangling");
  }
}
