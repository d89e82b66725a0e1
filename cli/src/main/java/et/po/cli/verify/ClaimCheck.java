package et.po.cli.verify;

import et.po.cli.claim.Unsigned;
import et.po.protocol.claim.ClaimInspector;
import et.po.protocol.claim.Inspection;
import et.po.protocol.claim.Verdict;
import et.po.protocol.json.JsonObject;
import java.util.List;
import java.util.Optional;

/// Checks a claim by itself, and tells who claims what.
final class ClaimCheck {
  private static final List<String> SHOWN =
      List.of("name", "author", "tags", "dateCreated", "datePublished", "license", "hash");

  private ClaimCheck() {}

  static void check(Given.Claim claim, Report report) {
    Inspection inspection = new ClaimInspector().inspect(claim.envelope());
    if (inspection.verdict() == Verdict.VALID) {
      report.checked("the claim's id is the id of what it says");
      report.checked("the claim is signed with the key of the issuer that it names");
      report.open(
          "who the issuer is: an issuer is a key, not a person",
          "Ask whoever says that this key is theirs.");
    } else {
      report.fault(
          Part.CLAIM,
          claim.name(),
          inspection.verdict().name(),
          Unsigned.because(claim.envelope(), inspection.verdict(), inspection.because()));
    }
    describe(claim.envelope(), report);
  }

  private static void describe(JsonObject envelope, Report report) {
    envelope
        .findString("issuer")
        .ifPresent(issuer -> {
          report.who().put("issuer", Fact.of(issuer));
          IssuerKey.of(issuer).ifPresent(key -> report.who().put("key", Fact.of(key)));
        });
    envelope.findString("id").ifPresent(id -> report.what().put("claim", Fact.of(id)));
    JsonObject claim = envelope.findObject("claim").orElse(JsonObject.EMPTY);
    for (String field : SHOWN) {
      claim
          .find(field)
          .ifPresent(value -> report.what().put(field, new Fact(value, Optional.empty())));
    }
    envelope
        .findString("issuanceDate")
        .ifPresent(date -> report.what().put("dated", Fact.of(date).by("the issuer's word")));
  }
}
