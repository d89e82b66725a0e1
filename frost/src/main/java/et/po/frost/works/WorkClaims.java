package et.po.frost.works;

import et.po.frost.node.StoredContent;
import et.po.protocol.claim.ClaimKey;
import et.po.protocol.claim.ClaimRefusedException;
import et.po.protocol.claim.ClaimSigner;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Makes claims of drafts.
///
/// The claim starts with `about` and `hash`, which the draft may replace; its own fields follow in
/// their order. The context is that of works, then `content`, then the publisher's terms, and last
/// `about`, whose meaning nobody can change.
final class WorkClaims {
  private static final JsonObject CONTENT_TERM =
      new JsonObject(Map.of("content", new JsonString("schema:text")));
  private static final JsonObject ABOUT_TERM = aboutTerm();

  private final ClaimSigner signer;
  private final Clock clock;

  WorkClaims(ClaimSigner signer, Clock clock) {
    this.signer = signer;
    this.clock = clock;
  }

  SignedClaim sign(WorkDraft draft, StoredContent stored, ClaimKey key)
      throws ClaimRefusedException {
    SequencedMap<String, Json> standard = new LinkedHashMap<>();
    standard.put("about", JsonArray.of(new JsonString(stored.archiveUrl())));
    standard.put("hash", new JsonString(stored.hash()));
    JsonObject claim = new JsonObject(standard).mergedWith(draft.fields());
    JsonObject context = CONTENT_TERM.mergedWith(draft.context()).mergedWith(ABOUT_TERM);
    return signer.sign("Work", context, claim, key, clock.instant());
  }

  private static JsonObject aboutTerm() {
    SequencedMap<String, Json> term = new LinkedHashMap<>();
    term.put("@id", new JsonString("schema:url"));
    term.put("@container", new JsonString("@list"));
    return new JsonObject(Map.of("about", new JsonObject(term)));
  }
}
