package et.po.protocol.claim;

import et.po.protocol.json.JsonBoolean;
import et.po.protocol.json.JsonObject;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/// What the library that defined claims says of one.
record OriginalAnswer(JsonObject json) {
  Optional<String> canonical() {
    return json.findString("canonical");
  }

  boolean check(String name) {
    return json.findObject("checks")
        .flatMap(checks -> checks.find(name))
        .equals(Optional.of(JsonBoolean.TRUE));
  }

  boolean isValid() {
    return check("schema") && check("signature") && check("id");
  }

  boolean hasSigningInput() {
    return json.find("signingInput").isPresent();
  }

  /// Where we judge otherwise, if anywhere.
  Optional<String> difference(Inspection ours) {
    String theirError = json.findString("idError").orElse("-");
    if (ours.verdict() == Verdict.REMOTE_CONTEXT && theirError.equals("-")) {
      return Optional.of("remote context, but only for us");
    }
    if (!Objects.equals(canonical(), ours.canonical())) {
      return Optional.of(
          "canonical: theirs "
              + canonical().orElse(theirError)
              + "\nours "
              + ours.canonical().orElse(ours.because()));
    }
    if (!json.findString("id").equals(ours.id())) {
      return Optional.of("id");
    }
    if (ours.idMatches() != check("id")) {
      return Optional.of("id check: theirs " + check("id"));
    }
    if (ours.schema() != check("schema")) {
      return Optional.of("schema: theirs " + check("schema") + ", ours: " + ours.because());
    }
    if (ours.verdict() == Verdict.REMOTE_CONTEXT) {
      // The original had two contexts built in where it verified; we look none up.
      return Optional.empty();
    }
    if (canonical().isEmpty() && !check("signature") && !ours.signature()) {
      // Neither can tell what the claim says, so what a signature would cover means nothing.
      return Optional.empty();
    }
    Optional<String> input = ours.signingInput().map(Base64.getEncoder()::encodeToString);
    if (hasSigningInput() && !json.findString("signingInput").equals(input)) {
      return Optional.of(
          "signing input, theirs over " + json.findString("documentText").orElse("-"));
    }
    if (ours.signature() != check("signature")) {
      return Optional.of(
          "signature: theirs "
              + check("signature")
              + " "
              + json.findString("signatureError").orElse(""));
    }
    return Optional.empty();
  }
}
