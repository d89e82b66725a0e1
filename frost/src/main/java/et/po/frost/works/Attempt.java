package et.po.frost.works;

import et.po.frost.faults.Fault;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.json.MalformedJsonException;
import java.util.LinkedHashMap;
import java.util.Optional;
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
      // As text: a claim may be nested as deep as JSON may be, and this is around it.
      members.put("claim", new JsonString(claim.envelope().text()));
      return new JsonObject(members);
    }
  }

  /// What [#json] wrote.
  static Attempt of(JsonObject json) {
    Optional<String> claim = json.findString("claim");
    return claim.isPresent()
        ? new Claimed(Outcome.lineOf(json), new SignedClaim(envelope(claim.get())))
        : new Outcome.Refused(
            Outcome.lineOf(json),
            Fault.valueOf(json.findString("code").orElseThrow()),
            json.findString("error").orElseThrow());
  }

  private static JsonObject envelope(String text) {
    try {
      return (JsonObject) Json.parse(text);
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("a claim that was kept is none", e);
    }
  }
}
