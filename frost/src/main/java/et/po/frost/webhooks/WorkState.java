package et.po.frost.webhooks;

import java.util.Optional;

/// What was last told of a work.
record WorkState(Stage stage, Optional<Block> block) {
  boolean isSubmitted() {
    return stage == Stage.SUBMITTED;
  }
}
