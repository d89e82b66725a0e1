/// RDF quads, their N-Quads text and the canonical labelling of blank nodes (URDNA2015), as the
/// first Po.et claims were hashed with.
///
/// Three things differ from current standards on purpose and forever: which characters a literal
/// escapes ([NQuads]), lines are sorted by UTF-16 unit, and equal quads stay two lines
/// ([CanonicalQuads]).
@NullMarked
package et.po.protocol.rdf;

import org.jspecify.annotations.NullMarked;
