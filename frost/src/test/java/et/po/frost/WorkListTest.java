package et.po.frost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `GET /works` in pages, and the links to the node.
@ExtendWith(FrostExtension.class)
final class WorkListTest {
  private static final String WORK =
      "{\"name\":\"Title %d\",\"datePublished\":\"2018-04-03T20:14:40Z\",\"dateCreated\":\"2018\","
          + "\"author\":\"Somebody\"}";

  private final RunningFrost frost;
  private final Calls calls;

  WorkListTest(RunningFrost frost) {
    this.frost = frost;
    this.calls = frost.calls;
  }

  private String tokenWithWorks(int count) throws Exception {
    String token = frost.newToken();
    for (int i = 0; i < count; i++) {
      assertEquals(200, calls.post("/works", token, WORK.formatted(i)).status());
    }
    return token;
  }

  private static List<String> names(Reply reply) {
    return ((JsonArray) reply.json())
        .items().stream()
            .map(work -> ((JsonObject) work).findString("name").orElseThrow())
            .toList();
  }

  @Test
  void pages_leadFromOneToTheNext_andBack() throws Exception {
    String token = tokenWithWorks(12);

    Reply plain = calls.get("/works", token);
    assertEquals(10, names(plain).size());
    assertEquals("12", plain.header("X-Total-Count"));
    assertEquals("<?limit=10&offset=10>; rel=\"next\"", plain.header("Link"));

    Reply middle = calls.get("/works?limit=5&offset=5", token);
    assertEquals(List.of("Title 6", "Title 5", "Title 4", "Title 3", "Title 2"), names(middle));
    assertEquals(
        "<?limit=5&offset=10>; rel=\"next\", <?limit=5&offset=0>; rel=\"prev\"",
        middle.header("Link"));

    Reply last = calls.get("/works?limit=5&offset=10", token);
    assertEquals(List.of("Title 1", "Title 0"), names(last));
    assertEquals("<?limit=5&offset=5>; rel=\"prev\"", last.header("Link"));
    Reply beyond = calls.get("/works?limit=5&offset=1000000000", token);
    assertEquals("200 []", beyond.line());
    assertEquals("<?limit=5&offset=10>; rel=\"prev\"", beyond.header("Link"));
  }

  @Test
  void pageThatIsAll_hasNoLink() throws Exception {
    Reply reply = calls.get("/works?limit=100", tokenWithWorks(1));

    assertEquals(Optional.empty(), reply.headers().firstValue("Link"));
    assertEquals("1", reply.header("X-Total-Count"));
  }

  @Test
  void ids_comeWithWhatTheClaimSays() throws Exception {
    String token = tokenWithWorks(2);
    String id = calls.post("/works", token, WORK.formatted(2)).text("workId");

    Reply reply = calls.get("/works?ids=true&limit=1", token);

    JsonObject work = (JsonObject) ((JsonArray) reply.json()).items().getFirst();
    assertEquals(List.of("id", "issuanceDate", "claim"), List.copyOf(work.members().keySet()));
    assertEquals(Optional.of(id), work.findString("id"));
    Json claim = calls.get("/works/" + id, token).json();
    assertEquals(Optional.of(claim), work.find("claim"));
    assertEquals("<?limit=1&offset=1&ids=true>; rel=\"next\"", reply.header("Link"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limit=0 | limit | must be a whole number from 1 to 100",
        "limit=101 | limit | must be a whole number from 1 to 100",
        "limit= | limit | must be a whole number from 1 to 100",
        "limit=1e1 | limit | must be a whole number from 1 to 100",
        "limit=1&limit=2 | limit | must come once",
        "offset=-1 | offset | must be a whole number from 0 to 1000000000",
        "offset=99999999999999999999 | offset | must be a whole number from 0 to 1000000000",
        "ids=yes | ids | must be true or false",
      })
  void parameterThatIsNone_isRefused(String query, String name, String reason) throws Exception {
    assertEquals(
        "422 One of the inputs is not valid. ValidationError: child \"%1$s\" fails because [\"%1$s\" %2$s]"
            .formatted(name, reason),
        calls.get("/works?" + query, frost.newToken()).line());
  }

  @Test
  void work_linksToTheNodeOfItsNetwork() throws Exception {
    String login = frost.newToken();
    String live = calls.post("/tokens", login, "{\"network\":\"live\"}").text("apiToken");

    for (String token : List.of(login, live)) {
      Reply posted = calls.post("/works", token, WORK.formatted(1));
      String node =
          (token.equals(live) ? frost.live : frost.test).uri() + "/works/" + posted.text("workId");
      String links =
          String.join(
              ", ",
              "<%s>; rel=\"status\"; type=\"application/json\"",
              "<%s/claim>; rel=\"claim\"; type=\"application/json\"",
              "<%s/receipt>; rel=\"proof\"; type=\"application/json\"",
              "<%s/proof.ots>; rel=\"proof\"; type=\"application/octet-stream\"");
      assertEquals(links.replace("%s", node), posted.header("Link"));
      Reply found = calls.get("/works/" + posted.text("workId"), token);
      assertEquals(posted.header("Link"), found.header("Link"));
      String exposed = found.header("Access-Control-Expose-Headers");
      assertTrue(exposed.contains("Link") && exposed.contains("X-Total-Count"), exposed);
    }
  }
}
