package et.po.cli.drill;

import java.io.IOException;
import java.util.Optional;

/// The last blocks of the chain are exchanged for a longer branch.
///
/// @param depth how many
record Reorganisation(Chain chain, int depth) implements Fault {
  @Override
  public Optional<String> happen() throws InterruptedException {
    try {
      chain.reorganise(depth);
      return Optional.of("the chain lost its last " + depth + " blocks");
    } catch (IOException e) {
      // It was away just then.
      return Optional.empty();
    }
  }

  @Override
  public String kind() {
    return "reorganisation";
  }
}
