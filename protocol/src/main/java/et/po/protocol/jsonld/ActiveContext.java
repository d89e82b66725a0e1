package et.po.protocol.jsonld;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What all contexts read so far say together. Only [ContextReader] changes one, before others see
/// it.
final class ActiveContext {
  /// The names that every JavaScript object has from birth.
  ///
  /// The library that defined claims looked terms up in such objects, so that these names can never
  /// be terms, and as prefixes stand for the text `undefined`.
  private static final Set<String> NEVER_TERMS =
      Set.of(
          "__defineGetter__",
          "__defineSetter__",
          "__lookupGetter__",
          "__lookupSetter__",
          "__proto__",
          "constructor",
          "hasOwnProperty",
          "isPrototypeOf",
          "propertyIsEnumerable",
          "toLocaleString",
          "toString",
          "valueOf");

  /// Without any terms.
  static final ActiveContext INITIAL = new ActiveContext();

  private final Map<String, Optional<TermDefinition>> terms;
  @Nullable String vocab;
  @Nullable String language;
  @Nullable BaseIri base = BaseIri.EMPTY;
  @Nullable String version;

  private ActiveContext() {
    terms = new HashMap<>();
  }

  private ActiveContext(ActiveContext parent) {
    terms = new HashMap<>(parent.terms);
    vocab = parent.vocab;
    language = parent.language;
    base = parent.base;
  }

  /// A copy to add to; it has no version yet.
  ActiveContext child() {
    return new ActiveContext(this);
  }

  boolean isVersion11() {
    return "1.1".equals(version);
  }

  static boolean isNeverTerm(String name) {
    return NEVER_TERMS.contains(name);
  }

  /// A term's definition; empty inside for one that is explicitly nothing, `null` for an unknown
  /// one.
  @Nullable Optional<TermDefinition> find(String term) {
    return terms.get(term);
  }

  /// A term's definition, if it has one.
  @Nullable TermDefinition definition(@Nullable String term) {
    if (term == null) {
      return null;
    }
    Optional<TermDefinition> found = terms.get(term);
    return found == null ? null : found.orElse(null);
  }

  void put(String term, Optional<TermDefinition> definition) {
    terms.put(term, definition);
  }

  void remove(String term) {
    terms.remove(term);
  }

  Set<String> container(@Nullable String term) {
    TermDefinition definition = definition(term);
    return definition == null ? Set.of() : definition.container();
  }

  /// The language of a property's strings.
  @Nullable String language(@Nullable String property) {
    TermDefinition definition = definition(property);
    return definition != null && definition.ownLanguage() ? definition.language() : language;
  }

  /// The IRI that a property, type or datatype stands for; `null` for one that stands for nothing.
  @Nullable String expandVocabulary(String name) {
    return expand(name, true, false);
  }

  /// The IRI that a type stands for, completed with the base if it is relative.
  @Nullable String expandType(String name) {
    return expand(name, true, true);
  }

  /// The IRI that a node's name stands for.
  String expandNode(String name) {
    String expanded = expand(name, false, true);
    return expanded == null ? name : expanded;
  }

  private @Nullable String expand(String name, boolean vocabulary, boolean relativeToBase) {
    if (Keywords.isKeyword(name)) {
      return name;
    }
    if (vocabulary) {
      Optional<TermDefinition> found = terms.get(name);
      if (found != null) {
        return found.map(TermDefinition::id).orElse(null);
      }
      if (isNeverTerm(name)) {
        return null;
      }
    }
    int colon = name.indexOf(':');
    if (colon >= 0) {
      return expandCompact(name, colon);
    }
    if (vocabulary && vocab != null) {
      return vocab + name;
    }
    return relativeToBase && base != null ? base.resolve(name) : name;
  }

  private String expandCompact(String name, int colon) {
    String prefix = name.substring(0, colon);
    if (prefix.equals("_") || name.startsWith("//", colon + 1)) {
      return name;
    }
    TermDefinition definition = definition(prefix);
    if (definition != null) {
      return definition.id() + name.substring(colon + 1);
    }
    return isNeverTerm(prefix) ? "undefined" + name.substring(colon + 1) : name;
  }
}
