package et.po.protocol.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Claims that the original library once judged otherwise than we did, and one of each kind that
/// random ones come in.
class MoreClaimVectorsTest {
  static List<Path> vectors() throws IOException {
    Path directory = Path.of(System.getProperty("vectors.directory"), "claims-more");
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void inspect_vector_agreesWithTheOriginal(Path file) throws IOException, MalformedJsonException {
    JsonObject vector = (JsonObject) Json.parse(Files.readAllBytes(file));
    Inspection ours =
        new ClaimInspector().inspect(Json.parse(vector.findString("signed").orElseThrow()));
    Optional<JsonObject> signing = vector.findObject("signing");
    OriginalAnswer theirs =
        new OriginalAnswer(
            signing
                .flatMap(texts -> texts.find("signingInputBase64"))
                .map(input -> vector.with("signingInput", input))
                .orElse(vector));
    assertEquals(Optional.empty(), theirs.difference(ours));
    if (ours.verdict().acceptedOnIntake()) {
      assertTrue(theirs.isValid(), "accepted, but not by the original");
    }
  }
}
