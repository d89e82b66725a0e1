package et.po.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever loads an archive gets the image that was looked at, and no other.
final class ImageArchiveTest {
  @TempDir Path directory = Path.of("");

  private Forged archive;

  @BeforeEach
  void make() throws Exception {
    archive = Forged.in(directory);
  }

  private void refused(String sentence, Path file) {
    ImageException refusal = assertThrows(ImageException.class, () -> ImageArchive.read(file));
    assertTrue(String.valueOf(refusal.getMessage()).contains(sentence), refusal::toString);
  }

  @Test
  void imageThatIsWhole_isRead() throws Exception {
    ImageArchive read = ImageArchive.read(archive.write());
    assertEquals("poet/test:1", read.name());
    assertEquals(1, read.layers().size());
    assertEquals(1, read.sizes().size());
  }

  @Test
  void manifestOfDocker_isRefused() throws Exception {
    archive.add("manifest.json", "[{\"Config\":\"other.json\"}]".getBytes(UTF_8));
    refused("holds what does not belong to its image: manifest.json", archive.write());
  }

  @Test
  void blobThatNothingRefersTo_isRefused() throws Exception {
    byte[] other = "another layer".getBytes(UTF_8);
    String name = "blobs/sha256/" + Digests.hex(other);
    refused("holds what does not belong to its image: " + name, archive.add(name, other).write());
  }

  @Test
  void secondIndex_isRefused() throws Exception {
    refused("holds index.json twice", archive.repeat("index.json").write());
  }

  @Test
  void indexByAnotherPath_isRefused() throws Exception {
    TarArchiveEntry entry = new TarArchiveEntry("./index.json", TarConstants.LF_NORMAL, true);
    refused("does not belong to its image: ./index.json", archive.add(entry).write());
  }

  @Test
  void secondImage_isRefused() throws Exception {
    archive.replace("index.json", "\"manifests\":[", "\"manifests\":[{\"digest\":\"sha256:0\"},");
    refused("is no OCI image: it has no blobs/sha256/0", archive.write());
    archive.replace("index.json", "{\"digest\":\"sha256:0\"},", "");
    archive.replace("index.json", "}]", "},{\"digest\":\"sha256:0\"}]");
    refused("names 2 images in its index", archive.write());
  }

  @Test
  void indexThatSaysMore_isRefused() throws Exception {
    archive.replace("index.json", "\"poet/test:1\"", "\"poet/test:1\",\"io.other.name\":\"x\"");
    refused("says more or else in its index than it should", archive.write());
  }

  @Test
  void memberTwice_isRefused() throws Exception {
    archive.replace("index.json", "\"manifests\"", "\"manifests\":[],\"manifests\"");
    refused("has no sound JSON in index.json", archive.write());
  }

  @Test
  void layoutOfAnotherKind_isRefused() throws Exception {
    archive.replace("oci-layout", "1.0.0", "2.0.0");
    refused("is of another layout than OCI's 1.0.0", archive.write());
  }

  @Test
  void link_isRefused() throws Exception {
    TarArchiveEntry link = new TarArchiveEntry("index.json.link", TarConstants.LF_SYMLINK);
    link.setLinkName("index.json");
    refused("holds what is no file: index.json.link", archive.add(link).write());
  }

  @Test
  void headerOfAnExtension_isRefused() throws Exception {
    TarArchiveEntry index = new TarArchiveEntry("x");
    index.addPaxHeader("comment", "another reader takes this otherwise");
    refused("has more than a header before its part x", archive.add(index).write());
  }

  @Test
  void bytesBehindTheEnd_areRefused() throws Exception {
    refused("holds more behind its end", archive.end("another archive").write());
  }

  @Test
  void layerThatIsMissing_isRefused() throws Exception {
    String layer = ImageArchive.read(archive.write()).layers().getFirst().replace("sha256:", "");
    refused("lacks the layer sha256:" + layer, archive.remove("blobs/sha256/" + layer).write());
  }

  @Test
  void partThatIsNotWhatItsDigestSays_isRefused() throws Exception {
    String digest = ImageArchive.read(archive.write()).digest().replace("sha256:", "");
    archive.replace("blobs/sha256/" + digest, "{", "{ ");
    refused("was changed: its part blobs/sha256/" + digest, archive.write());
  }

  @Test
  void archiveThatWasCutOff_isRefused() throws Exception {
    Path file = archive.write();
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {600, 1100, 3000}) {
      // What is wrong with it depends on where.
      refused("image.tar ", Files.write(file, Arrays.copyOf(whole, length)));
    }
  }

  @Test
  void archiveOfAnotherKind_isRefused() throws Exception {
    refused("is no OCI image", Files.writeString(directory.resolve("text"), "no tar"));
    refused("is no OCI image", Files.writeString(directory.resolve("text"), "no tar".repeat(500)));
    refused("has no index.json", Forged.image(directory, ImageFormat.Docker));
  }
}
