package et.po.protocol.claim;

import et.po.protocol.jsonld.ExpandedDocument;
import et.po.protocol.jsonld.JsonLdException;
import et.po.protocol.rdf.Quad;
import et.po.protocol.rdf.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How IRIs read under the security vocabulary's own context, version 2.
///
/// When the first Po.et verified a signature, it wrote the claim down under that context and read
/// it again. An IRI such as `dc:title`, which the claim's own context leaves as it is, came back as
/// `http://purl.org/dc/terms/title`. All terms of that context act as prefixes.
final class SecurityTerms {
  /// The prefixes that IRIs were shortened with.
  private static final Map<String, String> NAMESPACES =
      Map.of(
          "dc", Vocabulary.DUBLIN_CORE,
          "sec", Vocabulary.SECURITY,
          "xsd", "http://www.w3.org/2001/XMLSchema#");

  private static final Map<String, String> IRIS = iris();

  private SecurityTerms() {}

  private static Map<String, String> iris() {
    Map<String, String> iris = new HashMap<>();
    for (String name :
        List.of(
            "EcdsaKoblitzSignature2016",
            "Ed25519Signature2018",
            "EncryptedMessage",
            "GraphSignature2012",
            "LinkedDataSignature2015",
            "LinkedDataSignature2016",
            "Ed25519VerificationKey2018",
            "EquihashProof2018",
            "RsaSignature2018",
            "RsaVerificationKey2018",
            "authenticationTag",
            "canonicalizationAlgorithm",
            "cipherAlgorithm",
            "cipherData",
            "cipherKey",
            "digestAlgorithm",
            "digestValue",
            "domain",
            "encryptionKey",
            "expiration",
            "initializationVector",
            "iterationCount",
            "nonce",
            "normalizationAlgorithm",
            "owner",
            "password",
            "privateKey",
            "privateKeyPem",
            "publicKey",
            "publicKeyBase58",
            "publicKeyPem",
            "publicKeyService",
            "revoked",
            "salt",
            "signature",
            "signatureValue",
            "equihashParameterK",
            "equihashParameterN",
            "jws",
            "proof",
            "proofPurpose",
            "proofValue")) {
      iris.put(name, Vocabulary.SECURITY + name);
    }
    iris.put("CryptographicKey", Vocabulary.SECURITY + "Key");
    iris.put("expires", Vocabulary.SECURITY + "expiration");
    iris.put("signatureAlgorithm", Vocabulary.SECURITY + "signingAlgorithm");
    iris.put("created", Vocabulary.CREATED);
    iris.put("creator", Vocabulary.CREATOR);
    iris.putAll(NAMESPACES);
    // Keywords: what they are a prefix of becomes relative, and its quads are dropped.
    iris.put("id", "");
    iris.put("type", "");
    return Map.copyOf(iris);
  }

  /// What the document says, with every IRI and every type read so.
  static List<Quad> quads(ExpandedDocument document) throws JsonLdException {
    return reread(document.quads(type -> IRIS.getOrDefault(type, type)));
  }

  private static List<Quad> reread(List<Quad> quads) {
    List<Quad> result = new ArrayList<>(quads.size());
    for (Quad quad : quads) {
      reread(quad).ifPresent(result::add);
    }
    return result;
  }

  private static Optional<Quad> reread(Quad quad) {
    Optional<Term> subject = reread(quad.subject());
    Optional<String> predicate = reread(quad.predicate());
    Optional<Term> object = reread(quad.object());
    Optional<Term> graph = quad.graph().flatMap(SecurityTerms::reread);
    return subject.isEmpty()
            || predicate.isEmpty()
            || object.isEmpty()
            || graph.isPresent() != quad.graph().isPresent()
        ? Optional.empty()
        : Optional.of(new Quad(subject.get(), predicate.get(), object.get(), graph));
  }

  private static Optional<Term> reread(Term term) {
    return switch (term) {
      case Term.Iri(String value) -> reread(value).map(Term.Iri::new);
      case Term.BlankNode node -> Optional.of(node);
      case Term.Literal(String value, String datatype, String language) ->
          reread(datatype).map(type -> new Term.Literal(value, type, language));
    };
  }

  private static Optional<String> reread(String iri) {
    for (Map.Entry<String, String> namespace : NAMESPACES.entrySet()) {
      // Written down as `dc://x`, which reads as an address of its own.
      if (iri.startsWith(namespace.getValue())
          && iri.startsWith("//", namespace.getValue().length())) {
        return Optional.of(namespace.getKey() + ":" + iri.substring(namespace.getValue().length()));
      }
    }
    int colon = iri.indexOf(':');
    if (colon < 0 || iri.startsWith("//", colon + 1)) {
      return Optional.of(iri);
    }
    String prefixed = IRIS.get(iri.substring(0, colon));
    if (prefixed == null) {
      return Optional.of(iri);
    }
    return prefixed.isEmpty() ? Optional.empty() : Optional.of(prefixed + iri.substring(colon + 1));
  }
}
