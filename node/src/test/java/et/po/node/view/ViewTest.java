package et.po.node.view;

import static et.po.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.node.messages.Message;
import et.po.node.messages.Message.AcceptedClaim;
import et.po.node.messages.Message.Anchor;
import et.po.node.messages.Message.BatchCreated;
import et.po.node.messages.Message.BatchItem;
import et.po.node.messages.Message.BatchRead;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messages.Message.BlockRef;
import et.po.node.messages.Message.BlocksUndone;
import et.po.node.messages.Message.ClaimsAccepted;
import et.po.node.messages.Message.ClaimsRead;
import et.po.node.messages.Message.ClaimsStored;
import et.po.node.messages.Message.ReadClaim;
import et.po.node.messages.Message.StoredClaim;
import et.po.node.messages.Message.TransactionSent;
import et.po.node.messaging.InProcessMessaging;
import et.po.node.testing.NodeDatabase;
import et.po.node.testing.SignedClaims;
import et.po.node.testing.Unread;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import io.agroal.api.AgroalDataSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewTest {
  private static final int ORDERS = 60;
  private static final String ROWS =
      "select 'claim ' || (to_jsonb(t) - 'number')::text from view.claim t"
          + " union all select 'file ' || to_jsonb(t)::text from view.file t"
          + " union all select 'member ' || to_jsonb(t)::text from view.member t"
          + " union all select 'transaction ' || to_jsonb(t)::text from view.transaction t"
          + " union all select 'anchor ' || to_jsonb(t)::text from view.anchor t"
          + " union all select 'tip ' || to_jsonb(t)::text from view.tip t"
          + " union all select 'edge ' || to_jsonb(t)::text from view.edge t order by 1";

  private final AgroalDataSource source = NodeDatabase.pooled();
  private final Database database = new Database(source);
  private final View view =
      new View(() -> "POET", database, new InProcessMessaging(source, Unread.TOPOLOGY));
  private final List<AcceptedClaim> claims = new SignedClaims().accepted(4).claims();

  @BeforeEach
  void empty() throws SQLException {
    NodeDatabase.empty(source);
  }

  @AfterEach
  void close() {
    source.close();
  }

  private List<String> rows() throws SQLException {
    return database.inTransaction(
        transaction -> Sql.list(transaction, row -> row.getString(1), ROWS));
  }

  private static Anchor anchor(String batch, int position) {
    return new Anchor(
        "POET", 1, 0, batch, "transaction of " + batch, "00", List.of("ab"), position, "header");
  }

  private static BlockRead block(int height, String hash, Anchor... anchors) {
    return new BlockRead(new BlockRef(height, hash, "previous"), List.of(anchors));
  }

  /// Those of the chain's reader, which keep their order.
  private static List<Message> ofTheChain() {
    return List.of(
        block(1, "one"),
        block(2, "two", anchor("batch A", 1)),
        new BlocksUndone(2, "one"),
        block(2, "other two", anchor("batch A", 3)),
        block(3, "three", anchor("batch B", 1)));
  }

  private List<Message> ofTheOthers() {
    List<Message> all = new ArrayList<>();
    for (List<AcceptedClaim> some : List.of(claims.subList(0, 2), claims.subList(2, 4))) {
      String batch = some.getFirst().equals(claims.getFirst()) ? "batch A" : "batch B";
      all.add(new ClaimsAccepted(some));
      all.add(
          new ClaimsStored(
              some.stream()
                  .map(c -> new StoredClaim(c.claimId(), file(c), 9, c.workSha256()))
                  .toList()));
      all.add(new BatchCreated(batch, 1, some.stream().map(ViewTest::file).toList()));
      all.add(new TransactionSent(batch, "transaction of " + batch));
      all.add(
          new BatchRead(
              batch,
              Optional.of(1),
              some.stream()
                  .map(c -> new BatchItem(file(c), "path of " + file(c), c.workSha256()))
                  .toList()));
      all.add(
          new ClaimsRead(
              some.stream()
                  .map(c -> new ReadClaim(c.claimId(), file(c), c.json(), "VALID"))
                  .toList()));
    }
    // Somebody's batch may hold a file twice, told in two messages.
    all.add(batchA(Optional.of(0), "double", "1", Optional.empty()));
    all.add(batchA(Optional.of(0), "double", "2", Optional.of("ab")));
    // Somebody may anchor our batch as another layout; an older program does not say which it read.
    String ours = file(claims.getFirst());
    all.add(batchA(Optional.of(0), ours, "path of " + ours, Optional.empty()));
    all.add(batchA(Optional.empty(), ours, "another path", Optional.empty()));
    return all;
  }

  private static BatchRead batchA(
      Optional<Integer> layout, String file, String path, Optional<String> workSha256) {
    return new BatchRead("batch A", layout, List.of(new BatchItem(file, path, workSha256)));
  }

  private static String file(AcceptedClaim claim) {
    return "file of " + claim.claimId();
  }

  @Test
  void handle_inAnyOrderAndTwice_givesTheSameRows() throws Exception {
    for (Message message : ofTheOthers()) {
      view.handle(message);
    }
    for (Message message : ofTheChain()) {
      view.handle(message);
    }
    List<String> expected = rows();
    assertEquals(2, expected.stream().filter(row -> row.startsWith("anchor")).count());
    assertEquals(4, expected.stream().filter(row -> row.startsWith("claim")).count());

    String ours =
        expected.stream()
            .filter(row -> row.startsWith("member"))
            .filter(row -> row.contains(file(claims.getFirst())))
            .findFirst()
            .orElseThrow();
    assertTrue(ours.contains("\"layout\": 1"), ours);
    assertTrue(ours.contains(claims.getFirst().workSha256().orElseThrow()), ours);

    for (int seed = 0; seed < ORDERS; seed++) {
      NodeDatabase.empty(source);
      List<Message> order = order(new Random(seed));
      for (Message message : order) {
        view.handle(message);
      }
      assertEquals(expected, rows(), "seed " + seed + ": " + order);
    }
  }

  /// The others' messages twice each and shuffled; the chain's in order, some stretch of them from
  /// its beginning again, as after a crash.
  private List<Message> order(Random random) {
    List<Message> order = new ArrayList<>(ofTheOthers());
    order.addAll(ofTheOthers());
    Collections.shuffle(order, random);
    List<Message> chain = new ArrayList<>(ofTheChain());
    int crash = random.nextInt(chain.size() + 1);
    int acknowledged = random.nextInt(crash + 1);
    chain.addAll(crash, chain.subList(acknowledged, crash).stream().toList());
    int place = 0;
    for (Message message : chain) {
      place += random.nextInt(order.size() - place + 1);
      order.add(place++, message);
    }
    return order;
  }

  /// Whoever adds to a claim what nobody signed, and anchors that first, does not change the claim.
  @Test
  void textWithMoreThanWasSigned_isReplacedByTheClaim_inAnyOrder() throws Exception {
    AcceptedClaim claim = claims.getFirst();
    JsonObject forgery =
        JsonObject.EMPTY
            .with("name", new JsonString("forged"))
            .with("about", JsonArray.of(new JsonString("poet:claims/forged")));
    String more = ((JsonObject) Json.parse(claim.json())).with("claim", forgery).text();
    ReadClaim forged = new ReadClaim(claim.claimId(), "forged", more, "UNMAPPED_PROPERTY");
    ReadClaim signed = new ReadClaim(claim.claimId(), file(claim), claim.json(), "VALID");
    for (List<Message> order :
        List.<List<Message>>of(
            List.of(new ClaimsRead(List.of(forged)), new ClaimsRead(List.of(signed))),
            List.of(new ClaimsRead(List.of(signed)), new ClaimsRead(List.of(forged))),
            List.of(new ClaimsRead(List.of(forged, signed))),
            List.of(new ClaimsRead(List.of(forged)), new ClaimsAccepted(List.of(claim))))) {
      NodeDatabase.empty(source);
      for (Message message : order) {
        view.handle(message);
      }
      List<String> shown = rows().stream().filter(row -> row.startsWith("claim")).toList();
      assertEquals(1, shown.size(), shown.toString());
      assertTrue(!shown.getFirst().contains("forged"), shown.getFirst());
      assertEquals(0, rows().stream().filter(row -> row.startsWith("edge")).count());
    }
  }

  @Test
  void blocksUndone_takeTheirAnchorsAndTheTipBack() throws Exception {
    view.handle(block(1, "one", anchor("batch A", 1)));
    view.handle(block(2, "two", anchor("batch B", 1)));
    view.handle(new BlocksUndone(2, "one"));

    assertEquals(1, rows().stream().filter(row -> row.startsWith("anchor")).count());
    assertTrue(rows().contains("tip {\"hash\": \"one\", \"height\": 1, \"single\": true}"));
  }

  @Test
  void anchorOfAnotherNetwork_isNotShown() throws Exception {
    view.handle(block(1, "one", new Anchor("BARD", 3, 0, "b", "t", "00", List.of(), 1, "header")));

    assertEquals(0, rows().stream().filter(row -> row.startsWith("anchor")).count());
  }

  /// What one claim has must not keep out those that come with it.
  @Test
  void claimThatNoIndexTakes_leavesTheOthersAlone() throws Exception {
    Random random = new Random(1);
    StringBuilder noise = new StringBuilder();
    random.ints(1990, 0x4E00, 0x9FA5).forEach(noise::appendCodePoint);
    AcceptedClaim longTarget =
        new AcceptedClaim(
            "longTarget",
            "{\"type\":\"Work\",\"issuer\":\"i\",\"claim\":{\"about\":[\"" + noise + "\"]}}",
            Optional.empty());
    AcceptedClaim longIssuer =
        new AcceptedClaim(
            "longIssuer",
            "{\"type\":\"Work\",\"issuer\":\"" + noise + "\",\"claim\":{}}",
            Optional.empty());
    view.handle(new ClaimsAccepted(List.of(longTarget, claims.getFirst(), longIssuer)));

    List<String> shown = rows().stream().filter(row -> row.startsWith("claim")).toList();
    assertEquals(2, shown.size(), shown.toString());
    assertEquals(0, rows().stream().filter(row -> row.startsWith("edge")).count());
  }

  @Test
  void messagesThatCannotBeRead_areTheProblem() {
    AgroalDataSource gone = NodeDatabase.pooled();
    gone.close();
    try (InProcessMessaging messaging = new InProcessMessaging(gone, Unread.TOPOLOGY)) {
      View waiting = new View(() -> "POET", database, messaging);
      assertEquals(Optional.empty(), waiting.problem());
      waiting.start();
      eventually("the problem", () -> waiting.problem().isPresent());
      waiting.stop();
    }
  }
}
