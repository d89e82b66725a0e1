package et.po.frost.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.frost.tokens.Network;
import et.po.protocol.claim.ClaimId;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private static final FollowedWork WORK =
      new FollowedWork(new UUID(0, 1), Network.TEST, new ClaimId("ab".repeat(32)));
  private static final Sighting NO_BLOCK = new Sighting(Optional.empty(), 0);

  private final List<String> told = new ArrayList<>();
  private Optional<WorkState> state = Optional.of(new WorkState(Stage.SUBMITTED, Optional.empty()));

  private void see(Sighting seen) {
    Progress progress = Progress.of(WORK, state.orElseThrow(), seen, new Confirmations(6));
    progress.events().forEach(event -> told.add(event.type().text()));
    state = progress.state();
  }

  private static Sighting in(String hash, int confirmations) {
    return new Sighting(Optional.of(new Block("tx", hash, 7)), confirmations);
  }

  @Test
  void eachStage_isToldOnce() {
    for (Sighting seen :
        List.of(NO_BLOCK, NO_BLOCK, in("a", 1), in("a", 5), in("a", 6), in("a", 7), in("a", 99))) {
      see(seen);
    }

    assertEquals(List.of("work.accepted", "work.anchored", "work.confirmed"), told);
    see(in("a", 100));
    assertTrue(state.isPresent(), "a reorganisation of 100 blocks undoes its own");
    see(in("a", 101));
    assertEquals(Optional.empty(), state);
    assertEquals(3, told.size());
  }

  @Test
  void workSeenLate_isToldOfAllStages() {
    see(in("a", 200));

    assertEquals(List.of("work.accepted", "work.anchored", "work.confirmed"), told);
    assertEquals(Optional.empty(), state);
  }

  @Test
  void vanishedBlock_isAReorganisation_andTheNextOneAnAnchor() {
    for (Sighting seen : List.of(in("a", 1), NO_BLOCK, NO_BLOCK, in("b", 1))) {
      see(seen);
    }

    assertEquals(
        List.of("work.accepted", "work.anchored", "work.reorganised", "work.anchored"), told);
  }

  @Test
  void otherBlock_isBothAtOnce_evenAfterConfirmation() {
    see(in("a", 6));
    told.clear();
    see(in("b", 2));
    see(in("b", 6));

    assertEquals(List.of("work.reorganised", "work.anchored", "work.confirmed"), told);
  }

  @Test
  void sighting_isReadFromWhatNodesShow() throws Exception {
    assertEquals(
        new Sighting(Optional.of(new Block("t", "h", 9)), 4),
        Sighting.of(
            work(
                "{\"status\":\"anchored\",\"transactionId\":\"t\",\"blockHash\":\"h\","
                    + "\"blockHeight\":9,\"confirmations\":4}")));
    assertEquals(NO_BLOCK, Sighting.of(work("{\"status\":\"sent\",\"transactionId\":\"t\"}")));
    assertEquals(NO_BLOCK, Sighting.of(work("{\"status\":\"anchored\"}")));
    assertEquals(NO_BLOCK, Sighting.of(JsonObject.EMPTY));
  }

  private static JsonObject work(String anchor) throws Exception {
    return (JsonObject) Json.parse("{\"anchor\":" + anchor + "}");
  }
}
