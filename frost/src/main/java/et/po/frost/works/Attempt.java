package et.po.frost.works;

import et.po.frost.faults.Fault;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// What became of a posted work before the node was asked: a claim, or a reason why not.
sealed interface Attempt permits Attempt.Claimed, Outcome.Refused {
  /// Which line of the request the work stood on.
  int line();

  JsonObject json();

  /// A claim that is signed. The node may have it already, or never get it.
  record Claimed(int line, SignedClaim claim) implements Attempt {
    @Override
    public JsonObject json() {
      SequencedMap<String, Json> members = new LinkedHashMap<>();
      members.put("line", new JsonNumber(line));
      members.put("claim", claim.envelope());
      return new JsonObject(members);
    }
  }

  /// What [#json] wrote.
  static Attempt of(JsonObject json) {
    return json.findObject("claim").isPresent()
        ? new Claimed(Outcome.lineOf(json), new SignedClaim(json.findObject("claim").orElseThrow()))
        : new Outcome.Refused(
            Outcome.lineOf(json),
            Fault.valueOf(json.findString("code").orElseThrow()),
            json.findString("error").orElseThrow());
  }
}
