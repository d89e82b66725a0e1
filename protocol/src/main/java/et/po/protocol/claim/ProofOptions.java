package et.po.protocol.claim;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.rdf.Rdf;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// What a proof says beside the signature: the signature covers it.
///
/// @param created when, in UTC and whole seconds
record ProofOptions(Suite suite, String creator, String created, String nonce) {
  /// The canonical text: one blank node, four lines, in this order.
  String text() {
    return "_:c14n0 <"
        + Vocabulary.CREATED
        + "> \""
        + created
        + "\"^^<"
        + Rdf.DATE_TIME
        + "> .\n"
        + "_:c14n0 <"
        + Vocabulary.CREATOR
        + "> <"
        + creator
        + "> .\n"
        + "_:c14n0 <"
        + Rdf.TYPE
        + "> <"
        + suite.iri()
        + "> .\n"
        + "_:c14n0 <"
        + Vocabulary.NONCE
        + "> \""
        + nonce
        + "\" .\n";
  }

  /// The proof with its signature, as a claim has it.
  JsonObject proof(String jws) {
    SequencedMap<String, Json> created = new LinkedHashMap<>();
    created.put("@type", new JsonString(Rdf.DATE_TIME));
    created.put("@value", new JsonString(this.created));
    SequencedMap<String, Json> graph = new LinkedHashMap<>();
    graph.put("@type", new JsonString("sec:" + suite.algorithm()));
    graph.put("dc:created", new JsonObject(created));
    graph.put("dc:creator", new JsonObject(Map.of("@id", new JsonString(creator))));
    graph.put("sec:jws", new JsonString(jws));
    graph.put("sec:nonce", new JsonString(nonce));
    return new JsonObject(Map.of("@graph", new JsonObject(graph)));
  }
}
