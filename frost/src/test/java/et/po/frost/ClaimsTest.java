package et.po.frost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.claim.ClaimSigner;
import et.po.protocol.claim.Ed25519Key;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.claim.Verdict;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// `POST /claims`: claims of publishers who keep their keys to themselves.
@ExtendWith(FrostExtension.class)
final class ClaimsTest {
  private final RunningFrost frost;
  private final Calls calls;

  ClaimsTest(RunningFrost frost) {
    this.frost = frost;
    this.calls = frost.calls;
  }

  @AfterEach
  void nodesWorkAgain() {
    frost.test.failWith(0);
  }

  private static SignedClaim signed() throws Exception {
    return new ClaimSigner(Clock.systemUTC(), () -> UUID.randomUUID().toString())
        .sign(
            "Work",
            JsonObject.EMPTY,
            (JsonObject)
                Json.parse(
                    "{\"name\":\"A title\",\"author\":\"Somebody\",\"dateCreated\":\"2018\","
                        + "\"datePublished\":\"2018\"}"),
            Ed25519Key.generate(new SecureRandom()),
            Clock.systemUTC().instant());
  }

  @Test
  void claim_reachesTheNodeAsItIs_onceHoweverOftenItComes() throws Exception {
    SignedClaim claim = signed();
    String token = frost.newToken();

    Reply first = calls.post("/claims", token, claim.envelope().text());

    assertEquals("200 {\"workId\":\"" + claim.id() + "\"}", first.line());
    assertEquals(first.line(), calls.post("/claims", token, claim.envelope().text()).line());
    assertEquals(
        1, frost.test.works().stream().filter(work -> work.equals(claim.envelope())).count());
    assertEquals(200, calls.get("/works/" + claim.id(), token).status());
    assertEquals(calls.get("/works/" + claim.id(), token).header("Link"), first.header("Link"));
  }

  @Test
  void liveToken_goesToTheLiveNode() throws Exception {
    SignedClaim claim = signed();
    String live =
        calls.post("/tokens", frost.newToken(), "{\"network\":\"live\"}").text("apiToken");

    assertEquals(200, calls.post("/claims", live, claim.envelope().text()).status());

    assertEquals(claim.envelope(), frost.live.works().getLast());
  }

  @Test
  void claimThatDoesNotHold_isRefusedWithTheReason() throws Exception {
    JsonObject claim = signed().envelope();
    String token = frost.newToken();
    int before = frost.test.works().size();

    assertEquals(
        "422 " + Verdict.SIGNATURE_INVALID.sentence(),
        calls
            .post(
                "/claims",
                token,
                claim.with("sec:proof", signed().envelope().find("sec:proof").orElseThrow()).text())
            .line());
    Reply another =
        calls.post("/claims", token, claim.with("id", new JsonString("0".repeat(64))).text());
    assertEquals(422, another.status());
    assertEquals(
        "The claim's id is not "
            + claim.findString("id").orElseThrow()
            + ", the id of what it says.",
        another.body());
    assertEquals(422, calls.post("/claims", token, "{}").status());
    Reply unsigned = calls.post("/claims", token, claim.without("sec:proof").without("id").text());
    assertEquals(422, unsigned.status());
    assertTrue(unsigned.body().startsWith("The claim is not signed."), unsigned.body());
    assertTrue(unsigned.body().contains("poet claim sign"), unsigned.body());
    Reply work = calls.post("/works", token, claim.text());
    assertEquals(422, work.status());
    assertTrue(
        work.body()
            .startsWith(
                "One of the inputs is not valid. ValidationError: child \"name\" fails because"
                    + " [\"name\" is required]"),
        work.body());
    assertTrue(work.body().contains("/claims"), work.body());
    assertEquals("422 A claim is a JSON object.", calls.post("/claims", token, "[]").line());
    assertEquals(before, frost.test.works().size());
  }

  @Test
  void caller_isAskedForFirst_andTheNodeMayBeAway() throws Exception {
    assertEquals("404 Not Found", calls.post("/claims", java.util.Map.of(), "{}").line());
    frost.test.failWith(503);

    Reply reply = calls.post("/claims", frost.newToken(), signed().envelope().text());

    assertEquals(503, reply.status());
    assertEquals("5", reply.header("Retry-After"));
    assertTrue(reply.body().contains("Nothing was registered"), reply.body());
    String sentence = "503 The Po.et node cannot be reached at the moment; try again.";
    String token = frost.newToken();
    assertEquals(sentence, calls.get("/works", token).line());
    assertEquals(sentence, calls.get("/works/" + "0".repeat(64), token).line());
  }
}
