package et.po.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// An image in a tar of OCI image layout (image-spec 1.1, "Image Layout"), every part of which is
/// what its digest says.
///
/// @param digest of the manifest
/// @param config of the container: user, start, labels
/// @param layers digests of the compressed layers, the lowest first
/// @param sizes of the layers, compressed, in bytes
public record ImageArchive(
    String digest, JsonNode config, List<String> layers, Map<String, Long> sizes) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BLOBS = "blobs/sha256/";

  /// A manifest or a configuration, never a layer.
  private static final int LARGEST_DOCUMENT = 4 * 1024 * 1024;

  public ImageArchive {
    layers = List.copyOf(layers);
    sizes = Map.copyOf(sizes);
  }

  /// @throws ImageException if it is no such archive, or a part of it is not what it should be
  public static ImageArchive read(Path file) throws ImageException, IOException {
    Map<String, byte[]> documents = new HashMap<>();
    Map<String, Long> sizes = new HashMap<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        byte[] small = entry.getSize() <= LARGEST_DOCUMENT ? tar.readAllBytes() : null;
        if (small != null) {
          documents.put(entry.getName(), small);
        }
        if (entry.getName().startsWith(BLOBS)) {
          String wanted = entry.getName().substring(BLOBS.length());
          String found = small == null ? Digests.hex(tar) : Digests.hex(small);
          if (!found.equals(wanted)) {
            throw new ImageException(
                "%s was changed: its part %s has the digest %s.".formatted(file, wanted, found));
          }
          sizes.put("sha256:" + wanted, entry.getSize());
        }
      }
    }
    return of(file, documents, sizes);
  }

  private static ImageArchive of(Path file, Map<String, byte[]> documents, Map<String, Long> sizes)
      throws ImageException, IOException {
    String digest =
        document(file, documents, "index.json").path("manifests").path(0).path("digest").asText();
    JsonNode manifest = document(file, documents, blob(digest));
    String configuration = manifest.path("config").path("digest").asText();
    List<String> layers = new ArrayList<>();
    for (JsonNode layer : manifest.path("layers")) {
      String each = layer.path("digest").asText();
      if (!sizes.containsKey(each)) {
        throw new ImageException("%s lacks the layer %s.".formatted(file, each));
      }
      layers.add(each);
    }
    return new ImageArchive(digest, document(file, documents, blob(configuration)), layers, sizes);
  }

  private static String blob(String digest) {
    return "blobs/" + digest.replace(':', '/');
  }

  private static JsonNode document(Path file, Map<String, byte[]> documents, String name)
      throws ImageException, IOException {
    byte[] document = documents.get(name);
    if (document == null) {
      throw new ImageException("%s is no OCI image: it has no %s.".formatted(file, name));
    }
    return JSON.readTree(document);
  }
}
