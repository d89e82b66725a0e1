package et.po.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import et.po.protocol.claim.SignedClaim;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the whole system does, whichever way it is run: one run, and every scenario on it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Scenarios {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /// What a process may take to stop, and the launcher to see it.
  private static final Duration LONGEST_STOP = Duration.ofSeconds(60);

  private static final int SETTLED = 6;
  private static final String FINE = "ok";
  private static final int WORKS = 60;

  /// Which role complains when something that it stands on is away.
  private static final Map<String, String> COMPLAINS =
      Map.of(
          "postgresql", "batch-writer",
          "regtest", "blockchain-reader",
          "bitcoin", "blockchain-reader",
          "rabbitmq", "storage-reader",
          "ipfs", "storage-writer");

  private static final Map<String, String> ENVIRONMENT =
      Map.of("FROST_WEBHOOK_INTERVAL", "PT0.5S", "FROST_WEBHOOK_CONFIRMATIONS", "3");

  private final Way way;
  private final SignedWorks works = new SignedWorks();
  private Checkout checkout;
  private LocalRun run;

  Scenarios(Way way) {
    this.way = way;
  }

  @BeforeAll
  void start() throws IOException {
    assumeTrue(
        way.canRun(),
        "RabbitMQ, Kubo or the Bitcoin daemon is not in the cache: ./poet tools fetches them");
    checkout = Checkout.open();
    Path data = checkout.path("share").resolve("poet");
    Files.createDirectories(data.getParent());
    List<String> options = new ArrayList<>(way.options());
    options.addAll(List.of("--block-interval", "500ms", "--batch-interval", "500ms"));
    run =
        LocalRun.start(
            checkout, data, way.portOffset(), ENVIRONMENT, options.toArray(String[]::new));
  }

  @AfterAll
  void stop() throws Exception {
    if (run == null) {
      return;
    }
    try (Checkout last = checkout;
        LocalRun ending = run) {
      Ledger.of(ending).assertNothingIsTwice();
      assertTrue(Files.exists(last.path("poet")));
    }
  }

  @Test
  void works_areInOneBatchEach_anchoredAndSettled_withProofsThatHold() throws Exception {
    List<SignedClaim> posted = new ArrayList<>();
    for (int i = 0; i < WORKS; i++) {
      SignedClaim claim = works.next("work " + i);
      assertTrue(api(i).post(claim));
      posted.add(claim);
    }
    for (int i = 0; i < WORKS; i++) {
      awaitAnchored(posted.get(i), api(i), SETTLED);
      Proof.assertHolds(api(i), posted.get(i));
      Ledger.of(run).assertOnce(posted.get(i));
    }
    assertVerifiesOffline(posted.getFirst(), "work 0");
  }

  /// With the commands that a publisher has.
  private void assertVerifiesOffline(SignedClaim claim, String work) throws IOException {
    String id = claim.id().hex();
    Path file = Files.writeString(checkout.path("work.txt"), work);
    command("proof", "fetch", id, "--wait", "--out", "fetched");
    String fetched = checkout.path("fetched").resolve(id).toString();
    command("verify", file.toString(), fetched + ".json", fetched + ".receipt.json");
    command("verify", file.toString(), "--proof", fetched + ".work.ots");
  }

  private void command(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("./poet"));
    command.addAll(List.of(arguments));
    Finished finished = Finished.run(checkout.command(command), PATIENCE);
    assertEquals(0, finished.exitCode(), finished.toString());
  }

  @Test
  void oneWork_sentToEveryApiAtOnce_isTakenOnce() throws Exception {
    SignedClaim claim = works.next("sent by everybody");
    List<Callable<Boolean>> posts = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      NodeClient node = api(i);
      posts.add(() -> node.post(claim));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> taken : threads.invokeAll(posts)) {
        assertTrue(taken.get());
      }
    }
    awaitAnchored(claim, api(0), 1);
    Ledger.of(run).assertOnce(claim);
  }

  @Test
  void publisher_isToldOnceOfEveryStage() throws Exception {
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      JsonNode account = frost(0).signUp("stages@example.com");
      String login = account.get("token").asText();
      String secret = frost(0).addWebhook(login, receiver.url());
      String token = frost(0).makeApiToken(login);
      List<String> registered = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        registered.add(frost(i).register(token, "told of " + i));
      }
      for (String work : registered) {
        for (String stage : List.of("work.accepted", "work.anchored", "work.confirmed")) {
          await(() -> !receiver.of(stage, work).isEmpty(), stage + " of " + work, receiver);
          assertEquals(1, receiver.of(stage, work).size(), receiver.messages().toString());
        }
        JsonNode told = receiver.of("work.anchored", work).getFirst().data().get("anchor");
        JsonNode anchor = api(0).json("/works/" + work).get("anchor");
        assertEquals(anchor.get("blockHash"), told.get("blockHash"));
        assertEquals(anchor.get("transactionId"), told.get("transactionId"));
      }
      for (WebhookReceiver.Message message : receiver.messages()) {
        assertEquals(message.expectedSignature(secret), message.signature());
      }
    }
  }

  @Test
  void reorganisation_isFollowed_toANewProof_andTold() throws Exception {
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      JsonNode account = frost(0).signUp("moved@example.com");
      String login = account.get("token").asText();
      frost(0).addWebhook(login, receiver.url());
      String work = frost(0).register(frost(0).makeApiToken(login), "moved");
      await(() -> !receiver.of("work.anchored", work).isEmpty(), "work.anchored", receiver);
      String before = blockOf(receiver.of("work.anchored", work).getFirst());

      new BitcoinClient(URI.create(run.endpoint("bitcoin.rpc"))).exchange(before);

      await(() -> receiver.of("work.anchored", work).size() > 1, "a second anchor", receiver);
      assertEquals(1, receiver.of("work.reorganised", work).size(), receiver.messages().toString());
      String after = blockOf(receiver.of("work.anchored", work).getLast());
      assertNotEquals(before, after);
      for (URI each : run.apis()) {
        NodeClient node = new NodeClient(each);
        assertEquals(after, node.json("/works/" + work).get("anchor").get("blockHash").asText());
        String receipt = new String(node.get("/works/" + work + "/receipt"), UTF_8);
        assertTrue(receipt.contains(after), receipt);
        assertFalse(receipt.contains(before), receipt);
      }
    }
  }

  private static String blockOf(WebhookReceiver.Message message) {
    return message.data().get("anchor").get("blockHash").asText();
  }

  @Test
  void forgottenPassword_isAnsweredByMail() throws Exception {
    String address = "mailed@example.com";
    frost(0).signUp(address);
    frost(0).forgetPassword(address);
    JsonNode newest = frost(1).mailbox().get(0);
    assertEquals(address, newest.get("to").asText());
    if (run.hasMailServer()) {
      Wait.until(
          PATIENCE,
          () -> run.mails().stream().anyMatch(mail -> mail.contains("\nTo: " + address)),
          () -> "no mail to " + address + " came; only " + run.mails());
      // It is still shown, so that a walk reads the same with a mail server as without one.
      assertEquals(newest, frost(1).mailbox().get(0));
    }
  }

  @Test
  void file_sentToArchives_isReadBackFromEveryApi() throws Exception {
    byte[] file = new byte[600_000];
    new Random(5).nextBytes(file);
    String login = frost(0).signUp("files@example.com").get("token").asText();
    JsonNode kept = frost(0).archive(frost(0).makeApiToken(login), file);
    for (URI each : run.apis()) {
      assertArrayEquals(file, new NodeClient(each).get("/ipfs/" + kept.get("hash").asText()));
    }
  }

  /// Half of the roles by `kill -9`, half by SIGTERM, which each obeys within its bound.
  @Test
  void processesOfEveryRole_endUnderWorks_andNothingIsLostOrTwice() throws Exception {
    List<String> roles = way.oneOfEveryRole();
    try (Publisher publisher = Publisher.start(run.apis(), works, "while each ends")) {
      for (int i = 0; i < roles.size(); i++) {
        publisher.awaitMore(5);
        end(roles.get(i), i % 2 == 0 ? ProcessHandle::destroyForcibly : ProcessHandle::destroy);
      }
      if (roles.size() == 1) {
        publisher.awaitMore(5);
        end(roles.getFirst(), ProcessHandle::destroy);
      }
      publisher.awaitMore(5);
      assertAllAnchoredOnce(publisher.stop());
    }
    awaitReady();
  }

  /// Returns when it has ended.
  private void end(String process, Consumer<ProcessHandle> how) throws Exception {
    ProcessHandle victim = running(process);
    how.accept(victim);
    victim.onExit().get(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
  }

  private ProcessHandle running(String process) {
    Wait.until(
        PATIENCE,
        () -> run.find(process).filter(ProcessHandle::isAlive).isPresent(),
        () -> process + " does not run");
    return run.find(process).orElseThrow();
  }

  /// The launcher is held, so that it does not start it again before that was seen.
  @Test
  void backingService_thatIsAway_isARolesProblem_andNoProcessEnds() throws Exception {
    List<Optional<Long>> before = nodeProcesses();
    for (String service : way.backing()) {
      String role = Objects.requireNonNull(COMPLAINS.get(service));
      Health health = run.health(way.process(role));
      awaitFine(role, health);
      signal("-STOP", run.launcher());
      try {
        killWithAll(service);
        Wait.until(
            PATIENCE,
            () -> health.said(role).filter(said -> !said.equals(FINE)).isPresent(),
            () -> role + " does not miss " + service);
        System.out.printf(
            "count: without %s, %s says: %s%n", service, role, health.said(role).orElse("nothing"));
      } finally {
        signal("-CONT", run.launcher());
      }
      awaitFine(role, health);
    }
    awaitReady();
    assertEquals(before, nodeProcesses());
    SignedClaim claim = works.next("after all were away");
    assertTrue(api(0).post(claim));
    awaitAnchored(claim, api(0), 1);
  }

  /// The launcher is held, so that nobody else takes its place.
  @Test
  void api_toldToEnd_answersWhoKeepsAConnection_andSendsHimElsewhere() throws Exception {
    assertSendsElsewhere(way.process("api"), run.node().resolve("/status"));
    assertSendsElsewhere("frost", run.frost().resolve("/health"));
    awaitReady();
  }

  private void assertSendsElsewhere(String name, URI url) throws Exception {
    ProcessHandle process = running(name);
    signal("-STOP", run.launcher());
    try (KeptConnection connection = new KeptConnection(url)) {
      assertFalse(connection.ask().contains("connection: close"));
      process.destroy();
      List<String> answer = connection.ask();
      while (!answer.contains("connection: close")) {
        assertEquals("http/1.1 200 ok", answer.getFirst());
        TimeUnit.MILLISECONDS.sleep(5);
        answer = connection.ask();
      }
      assertEquals("http/1.1 200 ok", answer.getFirst());
    } finally {
      signal("-CONT", run.launcher());
    }
  }

  private static void awaitFine(String role, Health health) {
    Wait.until(
        PATIENCE,
        () -> health.said(role).filter(FINE::equals).isPresent(),
        () -> role + " says " + health.said(role));
  }

  private List<Optional<Long>> nodeProcesses() {
    return run.processes().stream()
        .filter(name -> name.startsWith("node"))
        .map(name -> run.find(name).map(ProcessHandle::pid))
        .toList();
  }

  /// What PostgreSQL started goes on without it for a moment, and would keep its successor away.
  private void killWithAll(String service) {
    ProcessHandle process = running(service);
    List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process)).toList();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  private static void signal(String signal, ProcessHandle process) throws Exception {
    assertEquals(
        0, new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor());
  }

  /// The launcher starts them again all at the same time, whatever they stand on.
  @Test
  void everything_killedAtOnce_comesBackInAnyOrder_andGoesOn() throws Exception {
    List<SignedClaim> taken;
    try (Publisher publisher = Publisher.start(run.apis(), works, "while all end")) {
      publisher.awaitMore(20);
      List<String> all = new ArrayList<>(run.processes());
      all.add("postgresql");
      all.stream().flatMap(name -> run.find(name).stream()).forEach(ProcessHandle::destroyForcibly);
      publisher.awaitMore(20);
      taken = publisher.stop();
    }
    assertAllAnchoredOnce(taken);
    awaitReady();
  }

  @Test
  void emptySecondNode_learnsEverythingFromTheChain() throws Exception {
    List<SignedClaim> posted = new ArrayList<>();
    for (int i = 0; i < WORKS; i++) {
      SignedClaim claim = works.next("read by another " + i);
      assertTrue(api(i).post(claim));
      posted.add(claim);
    }
    for (SignedClaim claim : posted) {
      awaitAnchored(claim, api(0), 1);
    }
    try (SecondNode second = SecondNode.start(checkout, run)) {
      for (SignedClaim claim : posted) {
        String path = "/works/" + claim.id();
        awaitAnchored(claim, second.client(), 1);
        assertEquals(stable(api(0).json(path)), stable(second.client().json(path)));
        assertEquals(api(0).json(path + "/receipt"), second.client().json(path + "/receipt"));
      }
    }
  }

  /// All but the depth, which grows while we look.
  private static JsonNode stable(JsonNode work) {
    ((ObjectNode) work.get("anchor")).remove("confirmations");
    return work;
  }

  /// Every command of the README, in order, as it stands there.
  @Test
  void readme_leadsFromAWorkToAProof() throws IOException {
    Walk page = Walk.of("README.md");
    assertEquals("./poet run\n", page.start());
    List<String> blocks = new ArrayList<>(page.blocks());
    boolean quick = System.getProperty("groups.excluded", "").contains("real");
    if (quick) {
      // The stock client is fetched from a registry.
      blocks.removeIf(text -> text.contains("pip install"));
    }
    Finished walk = new Walk(page.start(), blocks).go(checkout, run);
    assertEquals(
        quick ? 0 : 2,
        (walk.output() + walk.errors()).split("Success! Bitcoin block", -1).length - 1,
        walk.toString());
    assertTrue(walk.output().contains("anchored"), walk.toString());
  }

  /// What the chart's `helm test` does.
  @Test
  void smokeTest_goesThrough_andSaysEachStep() throws Exception {
    Map<String, String> told =
        Map.of(
            "SMOKE_FROST_URL", run.frosts().getFirst().toString(),
            "SMOKE_NODE_URL", run.apis().getFirst().toString(),
            "SMOKE_PATIENCE", PATIENCE.toString());
    String said = smoke(0, told);
    for (String step :
        List.of("signed up as smoke-", "posted the work ", "read it back", "anchored in block ")) {
      assertTrue(said.contains(step), said);
    }
    assertTrue(smoke(2, Map.of()).contains("SMOKE_FROST_URL is missing"));
    assertTrue(
        smoke(1, Map.of("SMOKE_FROST_URL", "http://127.0.0.1:1")).contains("was not answered"));
  }

  private String smoke(int exitCode, Map<String, String> environment) throws Exception {
    Process process =
        checkout.program("frost", environment, "smoke").redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(exitCode, process.waitFor(), said);
    return said;
  }

  private NodeClient api(int i) {
    return new NodeClient(run.apis().get(i % run.apis().size()));
  }

  private FrostClient frost(int i) {
    return new FrostClient(run.frosts().get(i % run.frosts().size()));
  }

  private static void await(Wait.Condition condition, String what, WebhookReceiver receiver) {
    Wait.until(PATIENCE, condition, () -> what + " was not told; only " + receiver.messages());
  }

  private static void awaitAnchored(SignedClaim claim, NodeClient node, int confirmations) {
    String path = "/works/" + claim.id();
    Wait.until(
        PATIENCE,
        () ->
            node.find(path)
                .filter(work -> work.path("anchor").path("confirmations").asInt() >= confirmations)
                .isPresent(),
        () -> "not anchored: " + node.find(path));
  }

  private void assertAllAnchoredOnce(List<SignedClaim> taken) throws Exception {
    assertFalse(taken.isEmpty());
    for (SignedClaim claim : taken) {
      awaitAnchored(claim, api(0), 1);
      Proof.assertHolds(api(0), claim);
      Ledger.of(run).assertOnce(claim);
    }
    Ledger.of(run).assertNothingIsTwice();
    System.out.printf("count: %s: works %d, lost 0, doubled 0%n", way, taken.size());
  }

  private void awaitReady() {
    for (String process : run.processes()) {
      if (process.startsWith("node") || process.startsWith("frost")) {
        Health health = run.health(process);
        Wait.until(PATIENCE, health::isReady, () -> process + " is not ready again");
      }
    }
  }
}
