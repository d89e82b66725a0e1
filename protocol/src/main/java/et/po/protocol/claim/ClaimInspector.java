package et.po.protocol.claim;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.jsonld.JsonLdException;
import et.po.protocol.rdf.TooComplexException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Judges anything that pretends to be a signed claim.
///
/// Looks nothing up and fetches nothing: a key must be in the creator's URI, a context in the
/// claim. May be used by many threads.
public final class ClaimInspector {
  /// All that can be found out. Never fails, whatever the JSON is.
  public Inspection inspect(Json claim) {
    if (!(claim instanceof JsonObject envelope)) {
      return nothingBut(Verdict.SCHEMA_INVALID, "A claim is a JSON object.");
    }
    try {
      return inspect(envelope, KnownTexts.NONE);
    } catch (StackOverflowError e) {
      // Nothing that is known goes so deep; what comes to be known must not end a reader of claims.
      return nothingBut(Verdict.TOO_COMPLEX, Verdict.TOO_COMPLEX.sentence());
    }
  }

  private static Inspection nothingBut(Verdict verdict, String because) {
    return new Inspection(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        false,
        verdict,
        because);
  }

  Inspection inspect(JsonObject envelope, KnownTexts known) {
    return new Findings(envelope, known).inspection();
  }

  /// What is found out about one claim, step by step; the first trouble met decides the verdict.
  private static final class Findings {
    private final JsonObject envelope;
    private final KnownTexts known;
    private Optional<String> canonical = Optional.empty();
    private Optional<String> id = Optional.empty();
    private Optional<SignatureCheck> signature = Optional.empty();
    private Verdict verdict = Verdict.VALID;
    private String because = Verdict.VALID.sentence();

    Findings(JsonObject envelope, KnownTexts known) {
      this.envelope = envelope;
      this.known = known;
    }

    Inspection inspection() {
      Schema.fault(envelope).ifPresent(fault -> settle(Verdict.SCHEMA_INVALID, fault));
      recompute();
      if (!ClaimTexts.areStorable(envelope)) {
        settle(Verdict.BROKEN_TEXT);
      }
      boolean idMatches = id.isPresent() && id.equals(envelope.findString("id"));
      if (!idMatches) {
        settle(
            Verdict.ID_MISMATCH,
            "The claim's id is not " + id.orElse("computable") + ", the id of what it says.");
      }
      boolean signed = signature.isPresent() && signature.get().valid();
      if (!signed) {
        settle(Verdict.SIGNATURE_INVALID);
      }
      signature.ifPresent(this::applyOwnRules);
      return new Inspection(
          canonical,
          id,
          signature.flatMap(SignatureCheck::signingInput),
          verdict != Verdict.SCHEMA_INVALID || Schema.wasAccepted(envelope),
          idMatches,
          signed,
          verdict,
          because);
    }

    private void recompute() {
      try {
        canonical = Optional.of(known.identity(envelope));
        id = canonical.map(text -> IdentityText.id(text).hex());
      } catch (JsonLdException e) {
        settle(e);
      } catch (TooComplexException e) {
        settle(Verdict.TOO_COMPLEX);
      }
      try {
        signature = Optional.of(SignatureCheck.of(envelope, known));
      } catch (JsonLdException e) {
        settle(e);
      } catch (TooComplexException e) {
        settle(Verdict.TOO_COMPLEX);
      }
    }

    /// What the first Po.et did not look at.
    private void applyOwnRules(SignatureCheck check) {
      if (!check.creator().equals(envelope.findString("issuer"))) {
        settle(Verdict.CREATOR_IS_NOT_ISSUER);
      }
      missingTerm()
          .ifPresent(term ->
              settle(
                  Verdict.MISSING_DEFAULT_TERMS,
                  "The claim's context lacks the term \"" + term + "\"."));
      List<String> unmapped = check.unmapped();
      if (!unmapped.isEmpty()) {
        settle(
            Verdict.UNMAPPED_PROPERTY,
            "No context maps the property \""
                + unmapped.getFirst()
                + "\": neither id nor signature cover it.");
      }
      envelope
          .find("claim")
          .flatMap(ClaimTexts::exoticNumber)
          .ifPresent(number ->
              settle(
                  Verdict.EXOTIC_NUMBER,
                  "The number " + number + " would be signed as another than it looks."));
    }

    private Optional<String> missingTerm() {
      Set<String> own =
          envelope.findObject("@context").map(c -> c.members().keySet()).orElse(Set.of());
      return Contexts.standard(envelope.findString("type").orElse("")).members().keySet().stream()
          .filter(term -> !own.contains(term))
          .findFirst();
    }

    private void settle(JsonLdException e) {
      Verdict found =
          switch (e.fault()) {
            case REMOTE_CONTEXT -> Verdict.REMOTE_CONTEXT;
            case TOO_LARGE -> Verdict.TOO_COMPLEX;
            case SYNTAX, UNMAPPED_PROPERTY -> Verdict.INVALID_JSON_LD;
          };
      settle(found, String.valueOf(e.getMessage()));
    }

    private void settle(Verdict found) {
      settle(found, found.sentence());
    }

    private void settle(Verdict found, String sentence) {
      if (verdict == Verdict.VALID) {
        verdict = found;
        because = sentence;
      }
    }
  }
}
