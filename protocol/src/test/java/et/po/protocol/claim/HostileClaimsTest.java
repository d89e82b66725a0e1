package et.po.protocol.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Claims that are made to keep whoever reads them busy.
class HostileClaimsTest {
  private static Inspection inspect(Json name) throws IOException, MalformedJsonException {
    JsonObject valid = ClaimVector.all().getFirst().signed();
    JsonObject claim = new JsonObject(Map.of("name", name));
    return assertTimeout(
        Duration.ofSeconds(10), () -> new ClaimInspector().inspect(valid.with("claim", claim)));
  }

  @Test
  void inspect_manyLeavesAlike_endSoon() throws IOException, MalformedJsonException {
    JsonObject empty = JsonObject.EMPTY;
    Inspection inspection = inspect(new JsonArray(Collections.nCopies(500, empty)));
    assertEquals(Verdict.ID_MISMATCH, inspection.verdict(), inspection.because());
  }

  @Test
  void inspect_nodesWithoutEnd_areTooComplex() throws IOException, MalformedJsonException {
    JsonArray many = new JsonArray(Collections.nCopies(333_200, JsonObject.EMPTY));
    assertEquals(Verdict.TOO_COMPLEX, inspect(many).verdict());
    JsonArray numbers = new JsonArray(Collections.nCopies(500_000, new JsonNumber(1)));
    assertEquals(Verdict.TOO_COMPLEX, inspect(numbers).verdict());
  }

  @Test
  void inspect_nodesThatNameEachOther_isTooComplex() throws IOException, MalformedJsonException {
    List<Json> nodes = new java.util.ArrayList<>();
    for (int i = 0; i < 30; i++) {
      List<Json> others = new java.util.ArrayList<>();
      for (int j = 0; j < 30; j++) {
        others.add(new JsonObject(Map.of("@id", new JsonString("_:n" + j))));
      }
      nodes.add(
          new JsonObject(
              Map.of("@id", new JsonString("_:n" + i), "author", new JsonArray(others))));
    }
    assertEquals(Verdict.TOO_COMPLEX, inspect(new JsonArray(nodes)).verdict());
  }

  @Test
  void inspect_contextsInContexts_endSoon() throws IOException, MalformedJsonException {
    Json nested = new JsonString("x");
    for (int i = 0; i < 25; i++) {
      JsonObject context =
          new JsonObject(Map.of("t" + i, new JsonString("http://example.org/" + i)));
      nested = new JsonObject(Map.of("@context", context, "t" + i, nested));
    }
    assertEquals(Verdict.ID_MISMATCH, inspect(nested).verdict());
  }

  @Test
  void inspect_longText_endsSoon() throws IOException, MalformedJsonException {
    assertEquals(
        Verdict.ID_MISMATCH, inspect(new JsonString("a:\u00e9/".repeat(500_000))).verdict());
  }

  private static Inspection inspectWith(String key, Json value)
      throws IOException, MalformedJsonException {
    JsonObject valid = ClaimVector.all().getFirst().signed();
    return assertTimeout(
        Duration.ofSeconds(10), () -> new ClaimInspector().inspect(valid.with(key, value)));
  }

  private static JsonObject chain(int terms) {
    Map<String, Json> context = new java.util.LinkedHashMap<>();
    for (int i = 0; i < terms; i++) {
      context.put("t" + i, new JsonString("t" + (i + 1) + ":x"));
    }
    context.put("t" + terms, new JsonString("http://example.org/"));
    return Contexts.WORK.mergedWith(Contexts.DEFAULT).mergedWith(new JsonObject(context));
  }

  @Test
  void inspect_termsThatLeanOnEachOther_endAtABound() throws IOException, MalformedJsonException {
    assertEquals(Verdict.INVALID_JSON_LD, inspectWith("@context", chain(5_000)).verdict());
    Inspection shorter = inspectWith("@context", chain(200));
    assertEquals(Verdict.ID_MISMATCH, shorter.verdict(), shorter.because());
  }

  @Test
  void inspect_longUris_needNoDeepStack() throws IOException, MalformedJsonException {
    for (String issuer :
        List.of(
            "http://h" + "/a".repeat(200_000),
            "data:a/b" + ";a=b".repeat(200_000) + ";base64,e30=",
            "data:a" + "/".repeat(200_000))) {
      Inspection inspection = inspectWith("issuer", new JsonString(issuer));
      assertEquals(Verdict.ID_MISMATCH, inspection.verdict(), inspection.because());
    }
  }
}
