package et.po.frost.webhooks;

import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import java.util.Optional;

/// How far a node says that a work has come.
///
/// @param block empty if it is in none
/// @param confirmations 0 if it is in no block
record Sighting(Optional<Block> block, int confirmations) {
  private static final Sighting UNDER_WAY = new Sighting(Optional.empty(), 0);

  /// @param work as nodes show it
  static Sighting of(JsonObject work) {
    Optional<JsonObject> anchor =
        work.findObject("anchor")
            .filter(found -> found.findString("status").filter("anchored"::equals).isPresent());
    return anchor.flatMap(Sighting::anchored).orElse(UNDER_WAY);
  }

  private static Optional<Sighting> anchored(JsonObject anchor) {
    Optional<String> transaction = anchor.findString("transactionId");
    Optional<String> hash = anchor.findString("blockHash");
    Optional<Integer> height = number(anchor, "blockHeight");
    return transaction.isPresent() && hash.isPresent() && height.isPresent()
        ? Optional.of(
            new Sighting(
                Optional.of(new Block(transaction.get(), hash.get(), height.get())),
                number(anchor, "confirmations").orElse(1)))
        : Optional.empty();
  }

  private static Optional<Integer> number(JsonObject object, String name) {
    return object.find(name).orElse(object) instanceof JsonNumber(double value)
        ? Optional.of((int) value)
        : Optional.empty();
  }
}
