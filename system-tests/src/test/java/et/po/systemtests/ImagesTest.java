package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import et.po.protocol.claim.SignedClaim;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.systemtests.Podman.Container;
import et.po.testkit.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The images: the same commit makes the same bytes, a change is noticed, and an engine runs them
/// as restricted as the charts have them run.
class ImagesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Checkout checkout;

  @BeforeEach
  void open() throws IOException {
    checkout = Checkout.open();
  }

  @AfterEach
  void close() throws IOException {
    checkout.close();
  }

  private String poet(int exitCode, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("./poet", "image"));
    command.addAll(List.of(arguments));
    Path errors = checkout.path("errors");
    Process process = checkout.command(command).redirectError(errors.toFile()).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(exitCode, process.waitFor(), () -> said + read(errors));
    return exitCode == 0 ? said : read(errors);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void openssl(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process = checkout.command(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  @Test
  void sameCommit_makesTheSameImage_signedAndWhole() throws Exception {
    openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "key");
    openssl("pkey", "-in", "key", "-pubout", "-out", "key.pub");
    openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "other");
    openssl("pkey", "-in", "other", "-pubout", "-out", "other.pub");
    poet(0, "build", "node", "--no-cache", "--key", "key", "--output", "one");
    poet(0, "build", "node", "--no-cache", "--key", "key", "--output", "two");

    String digest = Files.readString(checkout.path("one/node.digest")).strip();
    assertEquals(digest, Files.readString(checkout.path("two/node.digest")).strip());
    assertEquals(-1, Files.mismatch(checkout.path("one/node.tar"), checkout.path("two/node.tar")));
    assertEquals(
        -1, Files.mismatch(checkout.path("one/node.cdx.json"), checkout.path("two/node.cdx.json")));
    System.out.printf("count: image of node built twice: %s%n", digest);

    assertEquals(digest, poet(0, "verify", "one/node.tar", "--key", "key.pub").strip());
    String others = poet(1, "verify", "one/node.tar", "--key", "other.pub");
    assertTrue(others.contains("is not one by other.pub"), others);
    openssl("base64", "-d", "-A", "-in", "one/node.sig", "-out", "one/node.sig.der");
    openssl(
        "dgst",
        "-sha256",
        "-verify",
        "key.pub",
        "-signature",
        "one/node.sig.der",
        "one/node.payload.json");

    Files.writeString(checkout.path("two/node.cdx.json"), "{}");
    String bill = poet(1, "verify", "two/node.tar", "--key", "key.pub");
    assertTrue(bill.contains("is not the bill of materials that was signed"), bill);
    byte[] image = Files.readAllBytes(checkout.path("one/node.tar"));
    image[20_000_000] ^= 1;
    Files.write(checkout.path("one/node.tar"), image);
    String changed = poet(1, "verify", "one/node.tar", "--key", "key.pub");
    assertTrue(changed.contains("was changed"), changed);
  }

  @Test
  void misuse_isAnsweredWithASentence() throws Exception {
    assertTrue(poet(2, "build", "nodes").contains("There is no program nodes"));
    assertTrue(poet(3, "build", "--key", "nowhere").contains("There is no key nowhere"));
    Files.writeString(checkout.path("text"), "no key");
    assertTrue(poet(3, "build", "--key", "text").contains("has no PRIVATE KEY in PEM"));
    assertTrue(
        poet(3, "build", "--base", "tar:text", "--output", "o").contains("could not be made"));
    assertTrue(poet(3, "build", "--output", "text/below").contains("were not made"));
    assertTrue(poet(1, "verify", "text", "--key", "text").contains("is no OCI image"));
  }

  @Test
  void imagesRun_withoutRoot_andWithoutWriting() throws Exception {
    assumeTrue(
        Podman.isThere(), "podman or runc is not here: the packages podman and runc bring them");
    poet(0, "build", "--output", "images");
    String node = Podman.load(checkout.path("images/node.tar"));
    String frost = Podman.load(checkout.path("images/frost.tar"));
    try {
      run(node, frost);
    } finally {
      Podman.remove(node);
      Podman.remove(frost);
    }
  }

  private void run(String nodeImage, String frostImage) throws Exception {
    Map<String, String> nodes = environment("NODE");
    nodes.put("NODE_NETWORK", "regtest");
    nodes.put("NODE_ROLES", "api,storage-writer,batch-writer,view");
    Map<String, String> frosts = environment("FROST");
    frosts.put(
        "FROST_MASTER_KEY", "8f1d3c5b7a99e2046b8d0f2143657a8b9cadbecfd0e1f20314253647586970af");
    frosts.put("JWT", "a secret of tests, long enough to count: 0123456789");
    frosts.put("POET_URL", url(nodes, "NODE_PORT"));
    frosts.put("SEND_EMAIL_DISABLED", "true");
    frosts.put("VERIFIED_ACCOUNT", "true");
    migrate("node", nodeImage, nodes);
    migrate("frost", frostImage, frosts);
    try (Container node = start("node", nodeImage, nodes, url(nodes, "NODE_MANAGEMENT_PORT"));
        Container frost =
            start("frost", frostImage, frosts, url(frosts, "FROST_MANAGEMENT_PORT"))) {
      NodeClient client = new NodeClient(URI.create(url(nodes, "NODE_PORT")));
      SignedClaim claim = new SignedWorks().next("in a container");
      assertTrue(client.post(claim), node::name);
      Wait.until(PATIENCE, () -> client.has("/works/" + claim.id().hex()), () -> node.said());
      assertEquals(200, signUp(url(frosts, "FROST_PORT")));
      assertFalse(node.said().contains("WARNING"), node.said());
      assertFalse(frost.said().contains("WARNING"), frost.said());
      assertIsEventStream(node);
      assertIsEventStream(frost);
    }
  }

  /// Whoever collects logs can read each line by itself: an object that says when, how bad, who and
  /// what.
  private static void assertIsEventStream(Container container) throws Exception {
    List<String> lines = Files.readAllLines(container.log());
    assertFalse(lines.isEmpty());
    for (String line : lines) {
      JsonObject event = (JsonObject) Json.parse(line.getBytes(StandardCharsets.UTF_8));
      OffsetDateTime.parse(event.findString("timestamp").orElseThrow());
      for (String name : List.of("level", "loggerName", "message")) {
        assertTrue(event.findString(name).isPresent(), line);
      }
    }
    System.out.printf("count: lines of %s that parse %d%n", container.name(), lines.size());
  }

  private static Map<String, String> environment(String prefix) throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put(prefix + "_HOST", "127.0.0.1");
    environment.put(prefix + "_PORT", "" + MailingFrost.freePort());
    environment.put(prefix + "_MANAGEMENT_PORT", "" + MailingFrost.freePort());
    environment.put(prefix + "_DATABASE_URL", TestPostgres.start().freshDatabaseUrl());
    environment.put(prefix + "_DATABASE_USER", "postgres");
    environment.put(prefix + "_DATABASE_PASSWORD", TestPostgres.PASSWORD);
    return environment;
  }

  private static String url(Map<String, String> environment, String port) {
    return "http://127.0.0.1:" + environment.get(port);
  }

  private void migrate(String program, String image, Map<String, String> environment)
      throws Exception {
    try (Container job =
        Podman.run(
            "poet-test-" + program + "-migrate",
            image,
            environment,
            checkout.path(program + "-migrate.log"),
            "migrate")) {
      assertEquals(0, job.process().waitFor(), job.said());
    }
  }

  /// Returns when it is ready, and prints what that took.
  private Container start(
      String program, String image, Map<String, String> environment, String management)
      throws Exception {
    long begin = System.nanoTime();
    Container container =
        Podman.run("poet-test-" + program, image, environment, checkout.path(program + ".log"));
    Wait.until(PATIENCE, () -> answers(management + "/q/health/started"), container::said);
    long millis = (System.nanoTime() - begin) / 1_000_000;
    assertEquals("65532\t65532\t65532\t65532", container.status("Uid"));
    assertEquals("0000000000000000", container.status("CapBnd"));
    assertEquals("1", container.status("NoNewPrivs"));
    System.out.printf(
        "count: image of %s: %.1f MB, started after %d ms, %s resident%n",
        program,
        Files.size(checkout.path("images/" + program + ".tar")) / 1e6,
        millis,
        container.status("VmRSS"));
    return container;
  }

  private static boolean answers(String url) throws InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static int signUp(String frost) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(frost + "/accounts"))
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"email\":\"ada@example.org\",\"password\":\"Lovelace-1815\"}"))
                  .build(),
              BodyHandlers.discarding())
          .statusCode();
    }
  }
}
