package et.po.protocol.jsonld;

import et.po.protocol.json.Json;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a context says of one term.
///
/// @param id the IRI or keyword it stands for
/// @param reverse whether the property points at the node, not from it
/// @param type the datatype, `@id` or `@vocab` that its values are coerced to
/// @param language the language of its strings; `null` with `ownLanguage` means none at all
/// @param ownLanguage whether the term says anything of language
/// @param context the context within its values (JSON-LD 1.1)
record TermDefinition(
    String id,
    boolean reverse,
    @Nullable String type,
    Set<String> container,
    @Nullable String language,
    boolean ownLanguage,
    @Nullable Json context) {
  /// A term that only has an IRI yet.
  static TermDefinition ofId(String id, boolean reverse) {
    return new TermDefinition(id, reverse, null, Set.of(), null, false, null);
  }
}
