package et.po.frost.accounts;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonBoolean;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// What is shown of an account: more to its owner than to others. What is not set is left out.
final class Profile {
  private final SequencedMap<String, Json> members = new LinkedHashMap<>();

  private Profile(Account account) {
    put("id", account.id().toString());
    put("createdAt", Long.toString(account.created().toEpochMilli()));
    put("name", account.name());
    put("bio", account.bio());
    put("ethereumAddress", account.ethereumAddress());
    account.poeVerified().ifPresent(is -> members.put("poeAddressVerified", new JsonBoolean(is)));
  }

  static JsonObject forOwner(Account account) {
    Profile profile = new Profile(account);
    profile.put("poeAddress", account.poeAddress());
    profile.members.put("verified", new JsonBoolean(account.verified()));
    profile.put("email", account.email());
    return new JsonObject(profile.members);
  }

  static JsonObject forOthers(Account account) {
    Profile profile = new Profile(account);
    if (account.emailPublic()) {
      profile.put("email", account.email());
    }
    return new JsonObject(profile.members);
  }

  private void put(String name, String value) {
    members.put(name, new JsonString(value));
  }

  private void put(String name, Optional<String> value) {
    value.ifPresent(text -> put(name, text));
  }
}
