package et.po.frost.accounts;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.UUID;

/// What somebody gets who signed up or logged in.
record LoggedIn(UUID id, String issuer, String token) {
  JsonObject json() {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    members.put("id", new JsonString(id.toString()));
    members.put("issuer", new JsonString(issuer));
    members.put("token", new JsonString(token));
    return new JsonObject(members);
  }

  /// Without the token: whoever has it is logged in.
  @Override
  public String toString() {
    return "LoggedIn[" + id + "]";
  }
}
