package et.po.protocol.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import et.po.protocol.rdf.Utf8;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random claims, judged by us and by the library that defined claims.
///
/// `-Ddifferential.claims=N` and `-Ddifferential.seed=N` ask for more and for others.
@Tag("real")
class AgainstTheOriginalTest {
  private static final int CLAIMS = Integer.getInteger("differential.claims", 3_000);
  private static final long SEED = Long.getLong("differential.seed", 20_181_105L);

  @TempDir Path work;

  @Test
  void inspect_randomClaims_agreesWithTheOriginal()
      throws IOException, InterruptedException, MalformedJsonException {
    assumeTrue(
        OriginalLibrary.isFetched(),
        "the original library is not installed: run tools/oracles/claims/fetch");
    RandomEnvelopes envelopes = new RandomEnvelopes(new Chance(SEED), TestKeys.all());
    List<String> claims = Stream.generate(envelopes::next).limit(CLAIMS).toList();
    List<JsonObject> answers = OriginalLibrary.answers(claims, work);
    assertEquals(claims.size(), answers.size(), "answers");
    List<String> differences = new ArrayList<>();
    Tally tally = new Tally();
    for (int i = 0; i < claims.size(); i++) {
      Inspection ours = new ClaimInspector().inspect(Json.parse(claims.get(i)));
      OriginalAnswer theirs = new OriginalAnswer(answers.get(i));
      tally.add(ours, theirs);
      Optional<String> difference = theirs.difference(ours);
      if (difference.isPresent()) {
        differences.add(difference.get());
        keep(claims.get(i), answers.get(i), ours);
      }
    }
    System.out.println("count: " + tally + " (seed " + SEED + ")");
    assertEquals(
        List.of(), differences.stream().limit(20).toList(), differences.size() + " claims differ");
  }

  /// Where somebody asks for them, the claims that differ, to look into.
  private static void keep(String claim, JsonObject answer, Inspection ours) throws IOException {
    String directory = System.getProperty("differential.keep");
    if (directory != null) {
      Path file = Path.of(directory, Integer.toHexString(claim.hashCode()));
      Files.write(
          file,
          Utf8.bytes(
              claim
                  + "\n"
                  + answer.text()
                  + "\n"
                  + ours.verdict()
                  + " "
                  + ours.because()
                  + "\n"
                  + ours.canonical().orElse("-")
                  + "\n"));
    }
  }
}
