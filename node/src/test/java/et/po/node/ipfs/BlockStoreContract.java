package et.po.node.ipfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.node.testing.NodeDatabase;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.Sha256;
import io.agroal.api.AgroalDataSource;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// What every implementer of [BlockStore] owes.
@TestInstance(Lifecycle.PER_CLASS)
abstract class BlockStoreContract {
  private final AgroalDataSource source = NodeDatabase.pooled();
  final Database database = new Database(source);

  abstract BlockStore store();

  static Block raw(String content) {
    return Block.raw(content.getBytes(StandardCharsets.UTF_8));
  }

  @BeforeEach
  void empty() throws SQLException {
    NodeDatabase.empty(source);
  }

  @AfterAll
  void close() {
    source.close();
  }

  private void assertFetched(Block block) {
    assertArrayEquals(block.data(), store().fetch(block.cid()).orElseThrow().data());
  }

  long rows() throws SQLException {
    return database
        .inTransaction(transaction ->
            Sql.find(transaction, row -> row.getLong(1), "select count(*) from ipfs.block"))
        .orElseThrow();
  }

  @Test
  void store_thenFetch_isTheSameBlock() {
    store().store(List.of(raw("a"), raw("")));

    assertFetched(raw("a"));
    assertFetched(raw(""));
  }

  @Test
  void fetch_unknown_isEmpty() {
    assertTrue(store().fetch(raw("unknown").cid()).isEmpty());
  }

  @Test
  void store_nothing_isFine() throws SQLException {
    store().store(List.of());

    assertEquals(0, rows());
  }

  @Test
  void store_again_changesNothing() throws SQLException {
    store().store(List.of(raw("a"), raw("a"), raw("b")));
    store().store(List.of(raw("b"), raw("a")));

    assertEquals(2, rows());
    assertFetched(raw("a"));
  }

  @Test
  void fetch_underEitherVersionOfTheCid_isTheSameBytes() {
    Block block = Block.dagPb("node".getBytes(StandardCharsets.UTF_8));
    Cid other = new Cid(1, Cid.Codec.DAG_PB, block.cid().digest());
    store().store(List.of(block));

    assertEquals(other, store().fetch(other).orElseThrow().cid());
    assertArrayEquals(block.data(), store().fetch(other).orElseThrow().data());
  }

  @Test
  void store_wrongBytes_isRefused_andNothingIsStored() throws SQLException {
    Block wrong = new Block(raw("a").cid(), "b".getBytes(StandardCharsets.UTF_8));

    assertThrows(IllegalArgumentException.class, () -> store().store(List.of(raw("good"), wrong)));
    assertEquals(0, rows());
    assertTrue(store().fetch(raw("a").cid()).isEmpty());
  }

  @Test
  void store_manyAndLargeBlocks_keepsAll() {
    List<Block> blocks =
        new ArrayList<>(IntStream.range(0, 1200).mapToObj(i -> raw("b" + i)).toList());
    for (int i = 0; i < 12; i++) {
      byte[] large = new byte[1024 * 1024];
      large[0] = (byte) i;
      blocks.add(Block.raw(large));
    }
    store().store(blocks);

    Map<Cid, Block> fetched = store().fetchAll(blocks.stream().map(Block::cid).toList());
    assertEquals(Set.copyOf(blocks.stream().map(Block::cid).toList()), fetched.keySet());
    assertTrue(fetched.values().stream().allMatch(Block::isIntact));
  }

  @Test
  void fetchAll_leavesOutWhatIsNotThere() {
    store().store(List.of(raw("a")));

    assertEquals(
        Set.of(raw("a").cid()),
        store().fetchAll(List.of(raw("a").cid(), raw("unknown").cid(), raw("a").cid())).keySet());
    assertEquals(Map.of(), store().fetchAll(List.of()));
  }

  @Test
  void fetch_rottenRow_isEmpty() throws SQLException {
    store().store(List.of(raw("a"), raw("b")));
    rot(raw("a").cid());

    assertTrue(store().fetch(raw("a").cid()).isEmpty());
    assertEquals(
        Set.of(raw("b").cid()), store().fetchAll(List.of(raw("a").cid(), raw("b").cid())).keySet());
  }

  void rot(Cid cid) throws SQLException {
    database.run(transaction ->
        Sql.update(
            transaction,
            "update ipfs.block set data = '\\x00' where digest = ?",
            (Object) cid.digest().bytes()));
  }

  /// What rotted is mended by storing it again.
  @Test
  void store_overARottenRow_mendsIt() throws SQLException {
    store().store(List.of(raw("a")));
    rot(raw("a").cid());
    store().store(List.of(raw("a")));

    assertFetched(raw("a"));
    assertEquals(Sha256.of(raw("a").data()), raw("a").cid().digest());
  }
}
