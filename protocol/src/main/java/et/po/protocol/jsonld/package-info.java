/// JSON-LD 1.0 as the first Po.et claims were read with: contexts, expansion, conversion to RDF.
///
/// This is not a current JSON-LD processor and must not become one: every id ever given depends on
/// these rules, those included that a newer version of JSON-LD dropped. Nothing is ever fetched; a
/// context that is an address is a [JsonLdException] of its own kind.
@NullMarked
package et.po.protocol.jsonld;

import org.jspecify.annotations.NullMarked;
