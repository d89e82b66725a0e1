package et.po.frost.works;

import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import et.po.protocol.claim.ClaimId;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// What became of a posted work.
sealed interface Outcome {
  /// Which line of the request the work stood on.
  int line();

  /// The line that tells it.
  JsonObject json();

  /// The node has the claim.
  record Registered(int line, ClaimId id) implements Outcome {
    @Override
    public JsonObject json() {
      SequencedMap<String, Json> members = new LinkedHashMap<>();
      members.put("line", new JsonNumber(line));
      members.put("workId", new JsonString(id.hex()));
      return new JsonObject(members);
    }
  }

  /// Nothing was registered.
  record Refused(int line, Fault fault, String sentence) implements Outcome, Attempt {
    Refused(int line, FaultException failure) {
      this(line, failure.fault(), failure.sentence());
    }

    FaultException exception() {
      return fault.because(sentence);
    }

    @Override
    public JsonObject json() {
      SequencedMap<String, Json> members = new LinkedHashMap<>();
      members.put("line", new JsonNumber(line));
      members.put("status", new JsonNumber(fault.status()));
      members.put("code", new JsonString(fault.name()));
      members.put("error", new JsonString(sentence));
      return new JsonObject(members);
    }
  }

  /// Whether the same request may well have another outcome a little later.
  default boolean passes() {
    return this instanceof Refused refused && refused.fault().passes();
  }

  /// What [#json] wrote.
  static Outcome of(JsonObject json) {
    int line = lineOf(json);
    return json.findString("workId").isPresent()
        ? new Registered(line, new ClaimId(json.findString("workId").orElseThrow()))
        : new Refused(
            line,
            Fault.valueOf(json.findString("code").orElseThrow()),
            json.findString("error").orElseThrow());
  }

  static int lineOf(JsonObject json) {
    return json.find("line").orElseThrow() instanceof JsonNumber number ? (int) number.value() : 0;
  }
}
