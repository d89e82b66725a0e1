package et.po.node.ipfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.testing.InMemoryBlocks;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How often, and for how long, a gateway is asked.
class GatewayTest {
  private static final Duration PATIENCE = Duration.ofMillis(300);

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
      for (int i = 0; i < 100; i++) {
        assertEquals(Optional.empty(), source.fetch(block(i).cid()));
      }
      assertEquals(1, gateway.asked());

      now = now.plus(Duration.ofMinutes(1));
      assertEquals(Optional.empty(), source.fetch(block(1).cid()));
      assertEquals(2, gateway.asked());
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
