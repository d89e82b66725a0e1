package et.po.images;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// An image in a tar of OCI image layout (image-spec 1.1, "Image Layout"), every part of which is
/// what its digest says.
///
/// Besides the image there is nothing in it, and nothing is there twice: whoever loads the archive
/// gets this image and no other, whatever it is that he reads there first.
///
/// @param digest of the manifest
/// @param name that it is loaded under, such as `poet/node:0.1.0`
/// @param config of the container: user, start, labels
/// @param layers digests of the compressed layers, the lowest first
/// @param sizes of the layers, compressed, in bytes
public record ImageArchive(
    String digest, String name, JsonNode config, List<String> layers, Map<String, Long> sizes) {
  /// A member that is there twice is read in two ways by two readers.
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final String LAYOUT = "oci-layout";
  private static final String INDEX = "index.json";
  private static final String BLOBS = "blobs/sha256/";
  private static final String NAME = "org.opencontainers.image.ref.name";

  public ImageArchive {
    layers = List.copyOf(layers);
    sizes = Map.copyOf(sizes);
  }

  /// @throws ImageException if it is no such archive, or a part of it is not what it should be
  public static ImageArchive read(Path file) throws ImageException, IOException {
    try (TarParts parts = TarParts.open(file)) {
      return of(file, parts);
    }
  }

  /// What a label of the image says; empty where there is none.
  String label(String key) {
    return config.path("config").path("Labels").path(key).asText();
  }

  private static ImageArchive of(Path file, TarParts parts) throws ImageException, IOException {
    for (String name : parts.names()) {
      if (name.startsWith(BLOBS)) {
        String found = parts.digest(name);
        if (!found.equals(name.substring(BLOBS.length()))) {
          throw new ImageException(
              "%s was changed: its part %s has the digest %s.".formatted(file, name, found));
        }
      }
    }
    JsonNode index = document(file, parts, INDEX);
    String digest = index.path("manifests").path(0).path("digest").asText();
    String name = index.path("manifests").path(0).path("annotations").path(NAME).asText();
    JsonNode manifest = document(file, parts, blob(digest));
    String configuration = manifest.path("config").path("digest").asText();
    JsonNode config = document(file, parts, blob(configuration));
    Map<String, Long> sizes = new TreeMap<>();
    List<String> layers = new ArrayList<>();
    for (JsonNode layer : manifest.path("layers")) {
      String each = layer.path("digest").asText();
      if (!parts.names().contains(blob(each))) {
        throw new ImageException("%s lacks the layer %s.".formatted(file, each));
      }
      layers.add(each);
      sizes.put(each, parts.size(blob(each)));
    }
    requireNothingElse(file, parts, digest, configuration, layers);
    requireIndex(file, index, index(digest, parts.size(blob(digest)), name));
    requireLayout(file, document(file, parts, LAYOUT));
    return new ImageArchive(digest, name, config, layers, sizes);
  }

  private static void requireNothingElse(
      Path file, TarParts parts, String digest, String configuration, List<String> layers)
      throws ImageException {
    Set<String> others = new TreeSet<>(parts.names());
    others.removeAll(Set.of(LAYOUT, INDEX, blob(digest), blob(configuration)));
    for (String layer : layers) {
      others.remove(blob(layer));
    }
    if (!others.isEmpty()) {
      throw new ImageException(
          "%s holds what does not belong to its image: %s."
              .formatted(file, String.join(", ", others)));
    }
  }

  /// Nothing is signed that the index says beside the digest, so it may say nothing else.
  private static void requireIndex(Path file, JsonNode found, JsonNode wanted)
      throws ImageException {
    int images = found.path("manifests").size();
    if (images != 1) {
      throw new ImageException("%s names %d images in its index.".formatted(file, images));
    }
    if (!found.equals(wanted)) {
      throw new ImageException(
          "%s says more or else in its index than it should: %s, not %s."
              .formatted(file, found, wanted));
    }
  }

  private static JsonNode index(String digest, long size, String name) {
    ObjectNode index = JSON.createObjectNode();
    index.put("schemaVersion", 2).put("mediaType", "application/vnd.oci.image.index.v1+json");
    ObjectNode manifest = index.putArray("manifests").addObject();
    manifest
        .put("mediaType", "application/vnd.oci.image.manifest.v1+json")
        .put("digest", digest)
        // As it is read from JSON, where a small number is an int.
        .put("size", Math.toIntExact(size))
        .putObject("annotations")
        .put(NAME, name);
    return index;
  }

  private static void requireLayout(Path file, JsonNode found) throws ImageException {
    if (!found.equals(JSON.createObjectNode().put("imageLayoutVersion", "1.0.0"))) {
      throw new ImageException(
          "%s is of another layout than OCI's 1.0.0: %s.".formatted(file, found));
    }
  }

  private static String blob(String digest) {
    return "blobs/" + digest.replace(':', '/');
  }

  private static JsonNode document(Path file, TarParts parts, String name)
      throws ImageException, IOException {
    if (!parts.names().contains(name)) {
      throw new ImageException("%s is no OCI image: it has no %s.".formatted(file, name));
    }
    try {
      return JSON.readTree(parts.document(name));
    } catch (JsonProcessingException e) {
      throw new ImageException(
          "%s has no sound JSON in %s: %s".formatted(file, name, e.getOriginalMessage()), e);
    }
  }
}
