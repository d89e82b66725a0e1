package et.po.node.ipfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.messaging.TryLaterException;
import et.po.node.testing.InMemoryBlocks;
import et.po.protocol.ipfs.Block;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What needs no IPFS node: addresses, and nodes that are not there.
class IpfsNodesTest {
  private static final IpfsNodes NOWHERE =
      new IpfsNodes(List.of("http://poet:secret@127.0.0.1:1", "http://127.0.0.1:2"));

  private final InMemoryBlocks kept = new InMemoryBlocks();

  private static Block block(String text) {
    return Block.raw(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://poet:secret word@127.0.0.1:5001",
        "ftp://poet:secret@127.0.0.1:5001",
        "http://poet:secret@host@127.0.0.1:5001",
        "/ip4/127.0.0.1/tcp/5001/secret",
        ""
      })
  void address_thatIsNone_isRefusedWithoutTellingIt(String address) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new IpfsNodes(List.of(address)));
    assertFalse(String.valueOf(refused.getMessage()).contains("secret"), refused.getMessage());
  }

  @Test
  void address_givenTwice_isRefused() {
    List<String> twice = List.of("http://one:1@127.0.0.1:5001", "http://127.0.0.1:5001/");
    assertThrows(IllegalArgumentException.class, () -> new IpfsNodes(twice));
  }

  @Test
  void nodesAway_isSaidOfEach_withoutLogins() {
    TryLaterException away =
        assertThrows(TryLaterException.class, () -> NOWHERE.fetch(block("a").cid()));
    String sentence = String.valueOf(away.getMessage());
    assertTrue(sentence.contains("http://127.0.0.1:1 is away"), sentence);
    assertTrue(sentence.contains("http://127.0.0.1:2 is away"), sentence);
    assertFalse(sentence.contains("secret"), sentence);
  }

  @Test
  void nodesAway_whatTheDatabaseHasIsGiven() {
    OwnBlocks own = new OwnBlocks(kept, NOWHERE);
    own.store(List.of(block("a")));

    assertTrue(own.fetch(block("a").cid()).isPresent());
    assertEquals(
        Set.of(block("a").cid()),
        own.fetchAll(List.of(block("a").cid(), block("b").cid())).keySet());
    assertThrows(TryLaterException.class, () -> own.fetchAll(List.of(block("b").cid())));
    own.prefetch(block("b").cid());
  }

  @Test
  void nodesAway_gatewaysAreAsked_andWhatTheyGaveIsKept() throws IOException {
    try (TestGateway gateway = new TestGateway()) {
      gateway.has(block("theirs").cid().toString(), block("theirs").data());
      LayeredBlockStore all =
          new LayeredBlockStore(
              new OwnBlocks(kept, NOWHERE),
              new NetworkSource(NOWHERE),
              new GatewaySource(List.of(gateway.address()), Duration.ofSeconds(10)));

      assertArrayEquals(
          block("theirs").data(), all.fetch(block("theirs").cid()).orElseThrow().data());
      assertEquals(1, kept.size());
      assertThrows(TryLaterException.class, () -> all.fetch(block("nobody's").cid()));
      assertThrows(TryLaterException.class, () -> all.fetchAll(List.of(block("nobody's").cid())));
    }
  }

  @Test
  void network_ofNodesThatAreAway_hasNothing() {
    assertEquals(Optional.empty(), new NetworkSource(NOWHERE).fetch(block("a").cid()));
  }
}
