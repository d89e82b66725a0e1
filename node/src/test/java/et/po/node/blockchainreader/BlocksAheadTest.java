package et.po.node.blockchainreader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import et.po.node.messages.Message.BlockRead;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How much is read before it is told.
class BlocksAheadTest {
  private static final int FULL = 1000;

  private static List<Integer> heights(List<BlockRead> blocks) {
    return blocks.stream().map(block -> block.block().height()).toList();
  }

  private static List<BlockRead> follow(MadeBlocks chain) {
    return new BlocksAhead(chain).follow(Optional.empty(), 0, chain.tip().height());
  }

  @Test
  void fullBlocks_areToldOneByOne_andNoneIsFetchedInVain() {
    MadeBlocks chain = MadeBlocks.withAnchors(FULL, FULL, FULL, FULL, FULL, FULL, FULL, FULL, FULL);

    assertEquals(List.of(0), heights(follow(chain)));
    assertEquals(1, chain.fetched());
  }

  @Test
  void fullBlocks_behindEmptyOnes_endWithTheFirst() {
    MadeBlocks chain = MadeBlocks.withAnchors(0, 0, 0, FULL, FULL, FULL, FULL, FULL);

    List<BlockRead> told = follow(chain);
    assertEquals(List.of(0, 1, 2, 3), heights(told));
    assertEquals(FULL, told.getLast().anchors().size());
  }

  @Test
  void anchorsOfSeveralBlocks_countTogether() {
    MadeBlocks chain = MadeBlocks.withAnchors(400, 400, 400, 400, 400);

    assertEquals(List.of(0, 1, 2), heights(follow(chain)));
  }

  @Test
  void emptyBlocks_areToldAHundredAtATime() {
    MadeBlocks chain = MadeBlocks.withAnchors(new int[130]);

    assertEquals(IntStream.range(0, 100).boxed().toList(), heights(follow(chain)));
  }
}
