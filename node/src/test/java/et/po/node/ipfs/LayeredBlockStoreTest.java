package et.po.node.ipfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.testing.InMemoryBlocks;
import et.po.node.testing.TestGateway;
import et.po.node.testing.TestGateway.Manner;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayeredBlockStoreTest extends BlockStoreContract {
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

  private final InMemoryBlocks own = new InMemoryBlocks();
  private final InMemoryBlocks theirs = new InMemoryBlocks();
  private final TestGateway gateway = new TestGateway(theirs);
  private final TestGateway second = new TestGateway(theirs);
  private final LayeredBlockStore store = layered(NOW);

  private LayeredBlockStore layered(Instant now) {
    return new LayeredBlockStore(
        own,
        new GatewaySource(
            List.of(gateway.address(), second.address()),
            Duration.ofMillis(300),
            Clock.fixed(now, ZoneOffset.UTC)));
  }

  @AfterEach
  void close() {
    gateway.close();
    second.close();
  }

  @Override
  BlockStore store() {
    return store;
  }

  @Override
  void rot(Cid cid) {
    own.rot(cid);
  }

  @Test
  void whatAGatewayGave_isKept() {
    theirs.store(List.of(HELLO));

    assertTrue(store.fetch(HELLO.cid()).isPresent());
    assertTrue(own.fetch(HELLO.cid()).isPresent());
    assertTrue(store.fetch(HELLO.cid()).isPresent());
    assertEquals(1, gateway.asked());
    assertEquals(0, second.asked());
  }

  @Test
  void own_isNotAskedOfOthers() {
    own.store(List.of(HELLO));

    assertTrue(store.fetch(HELLO.cid()).isPresent());
    assertEquals(1, store.fetchAll(List.of(HELLO.cid())).size());
    assertEquals(0, gateway.asked());
  }

  @Test
  void rottenHere_isMadeWholeFromThere() {
    own.store(List.of(HELLO));
    own.rot(HELLO.cid());
    theirs.store(List.of(HELLO));

    assertTrue(store.fetch(HELLO.cid()).isPresent());
    assertTrue(own.fetch(HELLO.cid()).isPresent());
  }

  @ParameterizedTest
  @EnumSource(names = "HONEST", mode = EnumSource.Mode.EXCLUDE)
  void gatewayThatMisbehaves_givesNothingInBoundedTime(Manner manner) {
    theirs.store(List.of(HELLO));
    gateway.behave(manner);
    second.behave(manner);

    assertEquals(Optional.empty(), store.fetch(HELLO.cid()));
    assertEquals(Optional.empty(), own.fetch(HELLO.cid()));
  }

  @ParameterizedTest
  @EnumSource
  void secondGateway_helpsWhereTheFirstFails(Manner manner) {
    theirs.store(List.of(HELLO));
    gateway.behave(manner);

    assertTrue(store.fetch(HELLO.cid()).isPresent());
  }

  @ParameterizedTest
  @EnumSource(names = {"SILENT", "DRIPPING"})
  void gatewayThatHangs_isLeftAloneForAWhile(Manner manner) {
    theirs.store(List.of(HELLO));
    gateway.behave(manner);
    second.behave(manner);
    for (int i = 0; i < 50; i++) {
      assertEquals(Optional.empty(), store.fetch(HELLO.cid()));
    }
    assertEquals(1, gateway.asked());
    assertEquals(1, second.asked());
  }

  @Test
  void gatewayThatIsAway_givesNothing() {
    URI nobody = gateway.address();
    gateway.close();
    var source = new GatewaySource(List.of(nobody), Duration.ofSeconds(5), Clock.systemUTC());

    assertEquals(Optional.empty(), source.fetch(HELLO.cid()));
  }

  @Test
  void manyOfOthers_areAllToBeHad() {
    List<Block> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(block("block " + i));
    }
    theirs.store(many);
    List<Cid> cids = many.stream().map(Block::cid).toList();

    assertTrue(store.fetchAll(cids).size() > 1);
    cids.forEach(cid -> assertTrue(store.fetch(cid).isPresent()));
    assertEquals(100, own.size());
    assertEquals(100, gateway.asked());
  }
}
