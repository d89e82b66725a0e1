package et.po.cli.claim;

import et.po.cli.Members;
import et.po.protocol.claim.ClaimInspector;
import et.po.protocol.claim.Inspection;
import et.po.protocol.claim.Verdict;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.util.Base64;
import java.util.Optional;

/// What was found out about a file that may hold a claim.
///
/// @param verdict the claim's verdict, [#MALFORMED] for what is no JSON, [#UNREADABLE] for what
///   could not be read
record Findings(Optional<Inspection> inspection, String verdict, String because) {
  static final String MALFORMED = "MALFORMED";
  static final String UNREADABLE = "UNREADABLE";

  static Findings of(byte[] file) {
    try {
      Json claim = Json.parse(file);
      Inspection inspection = new ClaimInspector().inspect(claim);
      return new Findings(
          Optional.of(inspection),
          inspection.verdict().name(),
          Unsigned.because(claim, inspection.verdict(), inspection.because()));
    } catch (MalformedJsonException e) {
      return new Findings(Optional.empty(), MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  static Findings ofUnreadable(String because) {
    return new Findings(Optional.empty(), UNREADABLE, because);
  }

  boolean areValid() {
    return verdict.equals(Verdict.VALID.name());
  }

  JsonObject json(String file) {
    return new Members()
        .put("file", file)
        .put("canonical", inspection.flatMap(Inspection::canonical))
        .put("id", inspection.flatMap(Inspection::id))
        .put("signingInput", signingInput())
        .put(
            "checks",
            new Members()
                .put("schema", inspection.map(Inspection::schema).orElse(false))
                .put("id", inspection.map(Inspection::idMatches).orElse(false))
                .put("signature", inspection.map(Inspection::signature).orElse(false))
                .object())
        .put("verdict", verdict)
        .put("because", because)
        .object();
  }

  String lines(String file) {
    return """
    %s: %s
      %s
      id             %s
      signing input  %s
      checks         schema %s, id %s, signature %s (as the first Po.et judged)
      canonical text
    %s\
    """
        .formatted(
            file,
            verdict,
            because,
            inspection.flatMap(Inspection::id).orElse("none"),
            signingInput().orElse("none"),
            yesOrNo(inspection.map(Inspection::schema)),
            yesOrNo(inspection.map(Inspection::idMatches)),
            yesOrNo(inspection.map(Inspection::signature)),
            inspection
                .flatMap(Inspection::canonical)
                .map(text -> text.stripTrailing().indent(4).stripTrailing())
                .orElse("    none"));
  }

  private Optional<String> signingInput() {
    return inspection.flatMap(Inspection::signingInput).map(Base64.getEncoder()::encodeToString);
  }

  private static String yesOrNo(Optional<Boolean> check) {
    return check.orElse(false) ? "yes" : "no";
  }
}
