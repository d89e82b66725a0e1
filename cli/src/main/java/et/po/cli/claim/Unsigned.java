package et.po.cli.claim;

import et.po.protocol.claim.Verdict;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;

/// A claim that nobody has signed yet: a usual state, not a damage.
public final class Unsigned {
  private Unsigned() {}

  /// Why an envelope is not valid: the inspector's reason, or that it is only not signed yet.
  public static String because(Json claim, Verdict verdict, String because) {
    return verdict == Verdict.SCHEMA_INVALID
            && claim instanceof JsonObject envelope
            && envelope.findObject("claim").isPresent()
            && envelope.find("sec:proof").isEmpty()
        ? "It is not signed; poet claim sign signs it."
        : because;
  }
}
