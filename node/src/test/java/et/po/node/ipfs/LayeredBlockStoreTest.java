package et.po.node.ipfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.ipfs.Block;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LayeredBlockStoreTest extends DatabaseBlocksContract {
  /// Short enough for a test, long enough for a loaded machine.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private TestGateway first;
  private TestGateway second;

  @BeforeEach
  void startGateways() throws IOException {
    first = new TestGateway();
    second = new TestGateway();
  }

  @AfterEach
  void stopGateways() {
    first.close();
    second.close();
  }

  @Override
  BlockStore store() {
    return new LayeredBlockStore(
        new PostgresBlockStore(database.database()),
        new GatewaySource(List.of(first.address(), second.address()), PATIENCE));
  }

  private Optional<Block> fetch(Block block) {
    return assertTimeoutPreemptively(Duration.ofSeconds(15), () -> store().fetch(block.cid()));
  }

  @Test
  void fetch_fromAGateway_isKept() {
    Block block = raw("theirs");
    second.has(block.cid().toString(), block.data());

    assertArrayEquals(block.data(), fetch(block).orElseThrow().data());
    assertEquals(1, rows());
    assertArrayEquals(block.data(), fetch(block).orElseThrow().data());
    assertEquals(1, second.asked());
  }

  @Test
  void fetch_ofWhatWeHave_asksNobody() {
    store().store(List.of(raw("ours")));
    fetch(raw("ours"));
    store().fetchAll(List.of(raw("ours").cid()));

    assertEquals(0, first.asked());
  }

  @Test
  void fetch_fromALiar_asksTheNext() {
    Block block = raw("theirs");
    first.has(block.cid().toString(), "a lie".getBytes(StandardCharsets.UTF_8));
    assertTrue(fetch(block).isEmpty());
    assertEquals(0, rows());

    second.has(block.cid().toString(), block.data());
    assertArrayEquals(block.data(), fetch(block).orElseThrow().data());
  }

  /// Right bytes, but more than a block may have.
  @Test
  void fetch_oversizedBlock_isEmpty() {
    Block block = Block.raw(new byte[2 * 1024 * 1024 + 1]);
    first.has(block.cid().toString(), block.data());

    assertTrue(fetch(block).isEmpty());
    assertEquals(0, rows());
  }

  @Test
  void fetch_largestBlock_isTaken() {
    Block block = Block.raw(new byte[2 * 1024 * 1024]);
    first.has(block.cid().toString(), block.data());

    assertArrayEquals(block.data(), fetch(block).orElseThrow().data());
  }

  @Test
  void fetch_endlessAnswer_ends() {
    first.neverEnd();

    assertTrue(fetch(raw("theirs")).isEmpty());
  }

  @Test
  void fetch_gatewayThatFallsSilent_isGivenUp_andTheNextAsked() {
    Block block = raw("theirs");
    first.fallSilent();
    second.has(block.cid().toString(), block.data());

    assertArrayEquals(block.data(), fetch(block).orElseThrow().data());
  }

  @Test
  void fetch_gatewayThatIsAway_asksTheNext() {
    Block block = raw("theirs");
    second.has(block.cid().toString(), block.data());
    BlockStore store =
        new LayeredBlockStore(
            new PostgresBlockStore(database.database()),
            new GatewaySource(
                List.of(URI.create("http://127.0.0.1:1"), second.address()), PATIENCE));

    assertArrayEquals(block.data(), store.fetch(block.cid()).orElseThrow().data());
  }

  @Test
  void fetchAll_takesFromBoth() {
    store().store(List.of(raw("ours")));
    first.has(raw("theirs").cid().toString(), raw("theirs").data());

    assertEquals(
        Set.of(raw("ours").cid(), raw("theirs").cid()),
        store()
            .fetchAll(List.of(raw("ours").cid(), raw("theirs").cid(), raw("nobody's").cid()))
            .keySet());
  }

  @Test
  void fetch_ofARottenRow_isMendedFromAGateway() {
    store().store(List.of(raw("a")));
    rot(raw("a"));
    first.has(raw("a").cid().toString(), raw("a").data());

    assertArrayEquals(raw("a").data(), fetch(raw("a")).orElseThrow().data());
    assertArrayEquals(raw("a").data(), fetch(raw("a")).orElseThrow().data());
    assertEquals(1, first.asked());
  }
}
