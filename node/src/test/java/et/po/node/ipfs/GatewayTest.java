package et.po.node.ipfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.testing.InMemoryBlocks;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// How often, and for how long, a gateway is asked.
class GatewayTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private Instant now = Instant.parse("2026-02-03T04:05:06Z");
  private final InstantSource time = () -> now;
  private final Clock clock = time.withZone(ZoneOffset.UTC);

  private static Block block(int number) {
    return Block.raw(("block " + number).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void fetch_afterAGatewayHung_asksItNoMoreForAWhile() throws IOException {
    try (TestGateway gateway = new TestGateway()) {
      gateway.fallSilent();
      GatewaySource source = new GatewaySource(List.of(gateway.address()), PATIENCE, clock);
      assertEquals(Optional.empty(), source.fetch(block(0).cid()));
      for (int i = 1; i < 100; i++) {
        Cid next = block(i).cid();
        NotAskedException notAsked =
            assertThrows(NotAskedException.class, () -> source.fetch(next));
        assertEquals(Duration.ofSeconds(30), notAsked.left());
      }
      assertEquals(Optional.empty(), source.fetch(block(0).cid()), "it was asked for that one");
      assertEquals(1, gateway.asked());

      now = now.plus(Duration.ofMinutes(1));
      assertEquals(Optional.empty(), source.fetch(block(1).cid()));
      assertEquals(2, gateway.asked());
    }
  }

  /// It may be away for years, and nothing comes of waiting for it.
  @Test
  void fetch_fromAGatewayThatTakesNoConnection_isEmpty() {
    GatewaySource source =
        new GatewaySource(List.of(URI.create("http://127.0.0.1:1")), PATIENCE, clock);
    for (int i = 0; i < 10; i++) {
      assertEquals(Optional.empty(), source.fetch(block(i).cid()));
    }
  }

  @Test
  void fetchAndFetchAll_whereSomebodyWasNotAsked() throws IOException {
    try (TestGateway hung = new TestGateway();
        TestGateway other = new TestGateway()) {
      hung.fallSilent();
      other.has(block(1).cid().toString(), block(1).data());
      LayeredBlockStore store =
          new LayeredBlockStore(
              new InMemoryBlocks(),
              new GatewaySource(List.of(hung.address(), other.address()), PATIENCE, clock));
      assertEquals(Optional.empty(), store.fetch(block(0).cid()));

      assertThrows(NotAskedException.class, () -> store.fetch(block(2).cid()));
      assertEquals(
          Set.of(block(1).cid()), store.fetchAll(List.of(block(1).cid(), block(2).cid())).keySet());
      assertEquals(1, hung.asked());
    }
  }

  @Test
  void fetch_ofWhatAGatewayDoesNotHave_asksItAgainAtOnce() throws IOException {
    try (TestGateway gateway = new TestGateway()) {
      GatewaySource source = new GatewaySource(List.of(gateway.address()), PATIENCE, clock);
      assertEquals(Optional.empty(), source.fetch(block(1).cid()));
      gateway.has(block(1).cid().toString(), block(1).data());

      assertTrue(source.fetch(block(1).cid()).isPresent());
    }
  }

  @Test
  void fetchAll_ofMany_leavesTheRestToBeFetched() throws IOException {
    List<Cid> cids = new ArrayList<>();
    try (TestGateway gateway = new TestGateway()) {
      for (int i = 0; i < 100; i++) {
        gateway.has(block(i).cid().toString(), block(i).data());
        cids.add(block(i).cid());
      }
      InMemoryBlocks own = new InMemoryBlocks();
      LayeredBlockStore store =
          new LayeredBlockStore(
              own, new GatewaySource(List.of(gateway.address()), Duration.ofSeconds(10), clock));

      assertTrue(store.fetchAll(cids).size() > 1);
      cids.forEach(cid -> assertTrue(store.fetch(cid).isPresent()));
      assertEquals(100, own.size());
      assertEquals(100, gateway.asked());
    }
  }
}
