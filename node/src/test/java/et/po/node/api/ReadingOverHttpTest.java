package et.po.node.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.claim.SignedClaim;
import et.po.protocol.ipfs.FileImporter;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Lists, files, and how the node answers to what it does not understand.
@QuarkusTest
@QuarkusTestResource(NodeServices.class)
class ReadingOverHttpTest {
  @TestHTTPResource URI base;
  private final Claims claims = new Claims();

  private Client node() {
    return new Client(base);
  }

  private String post(Instant issued, String... keysAndTexts) {
    SignedClaim claim = claims.work(issued, keysAndTexts);
    assertEquals(202, node().postJson("/works", claim.envelope().text()).status());
    node().awaitAnchored(claim.id().hex());
    return claim.id().hex();
  }

  private List<String> ids(String query) {
    String issuer = URLEncoder.encode(claims.issuer(), StandardCharsets.UTF_8);
    return node().get("/works?issuer=" + issuer + query).array().stream()
        .map(work -> ((JsonObject) work).findString("id").orElseThrow())
        .toList();
  }

  @Test
  void list_filtersByTextDateAndStage_newestFirst() {
    String old =
        post(Instant.parse("2019-05-01T00:00:00Z"), "name", "Über den Wolken", "tags", "sky,blue");
    String young =
        post(Instant.parse("2026-03-31T23:59:59Z"), "name", "Sea", "author", "Anna Wolkenstein");
    assertEquals(List.of(young, old), ids(""));
    assertEquals(List.of(young, old), ids("&text=wolken"));
    assertEquals(List.of(old), ids("&text=BLUE"));
    assertEquals(List.of(old), ids("&text=%C3%BCber+wolken"));
    assertEquals(List.of(), ids("&text=olken"));
    assertEquals(List.of(young), ids("&from=2020"));
    assertEquals(List.of(young), ids("&from=2026-03-31&to=2026-03-31"));
    assertEquals(List.of(old), ids("&to=2019"));
    assertEquals(List.of(young, old), ids("&anchored=true"));
    assertEquals(List.of(), ids("&anchored=false"));
    assertEquals(List.of(young), ids("&limit=1"));
    assertEquals(List.of(old), ids("&limit=1&offset=1"));
    assertEquals(List.of(young, old), ids("&limit=0"));
  }

  @Test
  void query_thatIsNotUnderstood_isASentence() {
    Map<String, String> refused =
        Map.of(
            "publicKey=x", "\"publicKey\" is not allowed",
            "issuer=", "child \"issuer\" fails because [\"issuer\" is not allowed to be empty]",
            "limit=ten", "child \"limit\" fails because [\"limit\" must be a number]",
            "offset=-1",
                "child \"offset\" fails because [\"offset\" must be larger than or equal to 0]",
            "from=yesterday",
                "child \"from\" fails because [\"from\" must be an ISO 8601 date, such as 2026-01-31]",
            "anchored=maybe", "child \"anchored\" fails because [\"anchored\" must be a boolean]");
    refused.forEach((query, sentence) -> {
      Client.Answer answer = node().get("/works?" + query);
      assertEquals(422, answer.status(), query);
      assertEquals(sentence, answer.text());
    });
    assertEquals(422, node().get("/works?text=%00").status());
    assertEquals(200, node().get("/works?text=%27%3A%2A%26%7C%21%28%29%5C").status());
    assertEquals(200, node().get("/works?offset=2.9&limit=-3").status());
  }

  @Test
  void unknownWork_isAnEmpty404WithAType() {
    Client.Answer answer = node().get("/works/" + "f".repeat(64));
    assertEquals(404, answer.status());
    assertEquals(0, answer.bytes().length);
    assertTrue(answer.header("Content-Type").startsWith("text/plain"));
    assertEquals(404, node().get("/works/x").status());
  }

  @Test
  void everyAnswer_hasSecurityHeadersAndLetsOriginsRead() {
    for (String path : List.of("/works", "/nowhere", "/status", "/works/x")) {
      Client.Answer answer = node().get(path, "Origin", "https://example.org");
      assertEquals("https://example.org", answer.header("Access-Control-Allow-Origin"), path);
      assertEquals("X-Total-Count", answer.header("Access-Control-Expose-Headers"), path);
      assertEquals("nosniff", answer.header("X-Content-Type-Options"), path);
      assertTrue(!answer.header("Content-Type").isEmpty(), path);
    }
    assertEquals("*", node().get("/works").header("Access-Control-Allow-Origin"));
    Client.Answer preflight =
        node()
            .send(
                "OPTIONS",
                "/works",
                BodyPublishers.noBody(),
                "Access-Control-Request-Headers",
                "x-y");
    assertEquals(204, preflight.status());
    assertEquals("x-y", preflight.header("Access-Control-Allow-Headers"));
  }

  @Test
  void unknownPathAndMethod_arePlainText() {
    assertEquals("Not Found", node().get("/nowhere").text());
    Client.Answer put = node().send("PUT", "/works", BodyPublishers.noBody());
    assertEquals(405, put.status());
    assertEquals("Method Not Allowed", put.text());
    assertEquals("GET, HEAD, POST", put.header("Allow"));
    assertEquals(
        "GET, HEAD", node().send("PUT", "/works/x", BodyPublishers.noBody()).header("Allow"));
    assertEquals("POST", node().get("/files").header("Allow"));
  }

  @Test
  void requestWithoutHost_isRefusedInASentence() throws IOException {
    String sentence = "The request is malformed: it has no usable Host header.";
    String answer = raw("GET /works HTTP/1.1\r\nConnection: close\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    assertTrue(answer.endsWith("\r\n\r\n" + sentence), answer);
    assertTrue(answer.contains("X-Content-Type-Options: nosniff"), answer);
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void upload_isServedBack_whateverItsSize() {
    for (int size : List.of(0, 1, 262_144, 262_145, 3_000_000)) {
      byte[] content = new byte[size];
      new Random(size).nextBytes(content);
      Client.Answer stored = node().upload("any", content);
      JsonObject first = (JsonObject) stored.array().getFirst();
      String cid = first.findString("hash").orElseThrow();
      assertEquals(FileImporter.cidOf(content).toString(), cid);
      assertEquals("https://ipfs.io/ipfs/" + cid, first.findString("archiveUrl").orElseThrow());
      Client.Answer back = node().get("/files/" + cid);
      assertArrayEquals(content, back.bytes());
      assertEquals(Integer.toString(size), back.header("Content-Length"));
    }
  }

  @Test
  void upload_withoutFile_saysSo() {
    assertEquals(422, node().postJson("/files", "{}").status());
    assertEquals("No file found.", node().postJson("/files", "{}").text());
  }

  @Test
  void upload_ofABrokenForm_is400() {
    Client.Answer answer =
        node()
            .send(
                "POST",
                "/files",
                BodyPublishers.ofString("--b\r\n9043--b--\r\n"),
                "Content-Type",
                "multipart/form-data; boundary=b");
    assertEquals(400, answer.status());
    assertEquals("The form is not well-formed multipart/form-data.", answer.text());
  }

  @Test
  void upload_ofAFormThatNoParserLikes_is400() {
    String part = "--b\r\nContent-Disposition: form-data; name=\"%d\"\r\n\r\nx\r\n";
    StringBuilder parts = new StringBuilder();
    for (int i = 0; i < 1001; i++) {
      parts.append(part.formatted(i));
    }
    Map<String, String> bodiesByType =
        Map.of(
            "multipart/form-data; boundary=b",
            part.formatted(1),
            "multipart/form-data; boundary=b;",
            parts + "--b--\r\n",
            "multipart/form-data; boundary=" + "b".repeat(5000),
            part.formatted(1),
            "multipart/form-data; boundary=",
            part.formatted(1));
    bodiesByType.forEach((type, body) -> {
      Client.Answer answer =
          node().send("POST", "/files", BodyPublishers.ofString(body), "Content-Type", type);
      assertEquals(400, answer.status(), answer.text());
      assertTrue(answer.text().endsWith("."), answer.text());
    });
  }

  @Test
  void unlikelyDates_areAnswered() {
    for (String query : List.of("to=9999", "to=9999-12-31T23:59:59Z", "from=0001", "to=9999-12")) {
      assertEquals(200, node().get("/works?" + query).status(), query);
    }
    assertEquals(422, node().get("/works?from=0000").status());
  }

  @Test
  void graph_ofWhatNoUriIs_isASentence() {
    assertEquals(422, node().get("/graph/%00").status());
  }

  @Test
  void longQuery_isAnswered() {
    assertEquals(200, node().get("/works?text=" + "%C3%BC".repeat(4096)).status());
  }

  @Test
  void file_thatIsNotHere_is404() {
    assertEquals(404, node().get("/files/QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn").status());
    assertEquals(404, node().get("/files/nonsense").status());
  }

  @Test
  void graph_followsEdgesInBothDirections() {
    String shared = "https://example.org/" + System.nanoTime();
    List<SignedClaim> linked =
        List.of(claims.workAbout(shared, ""), claims.workAbout(shared, "ipfs://other"));
    SignedClaim apart = claims.workAbout("");
    for (SignedClaim claim : List.of(linked.get(0), linked.get(1), apart)) {
      node().postJson("/works", claim.envelope().text());
      node().awaitAnchored(claim.id().hex());
    }
    String around =
        node().get("/graph/" + URLEncoder.encode(shared, StandardCharsets.UTF_8)).text();
    for (SignedClaim claim : linked) {
      assertTrue(
          around.contains(
              "{\"origin\":\"poet:claims/" + claim.id() + "\",\"target\":\"" + shared + "\"}"),
          around);
    }
    assertTrue(around.contains("ipfs://other"), around);
    assertFalse(around.contains(apart.id().hex()), around);
    assertEquals(around.length(), node().get("/graph/ipfs%3A%2F%2Fother").text().length());
    assertEquals(List.of(), node().get("/graph/https%3A%2F%2Fexample.org%2Fnothing").array());
    assertEquals(404, node().get("/graph/https://example.org/unescaped").status());
  }

  @Test
  void statusAndHealth_tellOfEveryRoleAndService() {
    JsonObject status = node().get("/status").json();
    assertEquals(9, status.findObject("roles").orElseThrow().members().size());
    JsonObject health = node().get("/health").json();
    for (String key :
        List.of(
            "mongoIsConnected",
            "ipfsInfo",
            "walletInfo",
            "blockchainInfo",
            "networkInfo",
            "estimatedSmartFeeInfo",
            "ipfsRetryInfo",
            "transactionAnchorRetryInfo")) {
      assertTrue(health.find(key).isPresent(), key);
    }
    assertEquals("{\"ipfsIsConnected\":true}", health.find("ipfsInfo").orElseThrow().text());
    Json count = node().get("/metrics").json().find("TotalWorkClaims").orElseThrow();
    assertTrue(!count.text().isEmpty());
  }
}
