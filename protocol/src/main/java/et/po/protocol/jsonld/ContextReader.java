package et.po.protocol.jsonld;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonNull;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads one local context on top of what is active (JSON-LD 1.0, "Context Processing").
final class ContextReader {
  private final ActiveContext active;
  private final JsonObject local;

  /// More terms that lean on each other, each on the next, are no context of a claim.
  private static final int LONGEST_CHAIN = 256;

  /// Terms that are being defined, each because the one before needs it.
  private int chain;

  /// Terms met so far: `false` while being defined, `true` when defined.
  private final Map<String, Boolean> defined = new HashMap<>();

  private ContextReader(ActiveContext active, JsonObject local) {
    this.active = active;
    this.local = local;
  }

  /// The context after reading the value of an `@context` key.
  static ActiveContext read(ActiveContext active, Json value) throws JsonLdException {
    ActiveContext result = active;
    for (Json item : listed(value)) {
      Json context =
          item instanceof JsonObject object && object.members().containsKey(Keywords.CONTEXT)
              ? object.find(Keywords.CONTEXT).orElseThrow()
              : item;
      result =
          switch (context) {
            case JsonObject object -> new ContextReader(result.child(), object).read(result);
            case JsonNull _ when item instanceof JsonNull -> ActiveContext.INITIAL;
            default -> throw new JsonLdException("A context must be an object.");
          };
    }
    return result;
  }

  private static List<Json> listed(Json value) {
    Json contexts =
        value instanceof JsonObject object
                && object.find(Keywords.CONTEXT).orElse(null) instanceof JsonArray inner
            ? inner
            : value;
    return contexts instanceof JsonArray(List<Json> items) ? items : List.of(contexts);
  }

  private ActiveContext read(ActiveContext parent) throws JsonLdException {
    readVersion(parent);
    readBase();
    readVocabulary();
    readLanguage();
    for (String term : local.members().keySet()) {
      define(term);
    }
    return active;
  }

  private @Nullable Json setting(String keyword) {
    Json value = local.members().get(keyword);
    if (value != null) {
      defined.put(keyword, true);
    }
    return value;
  }

  private void readVersion(ActiveContext parent) throws JsonLdException {
    Json version = setting(Keywords.VERSION);
    if (version == null) {
      active.version = parent.version == null ? "1.0" : parent.version;
      return;
    }
    if (!(version instanceof JsonNumber(double number) && number == 1.1)) {
      throw new JsonLdException("The only @version a context may have is the number 1.1.");
    }
    if ("1.0".equals(parent.version)) {
      throw new JsonLdException("A context of @version 1.1 cannot follow one of version 1.0.");
    }
    active.version = "1.1";
  }

  private void readBase() throws JsonLdException {
    Json base = setting(Keywords.BASE);
    if (base instanceof JsonNull) {
      active.base = null;
    } else if (base instanceof JsonString(String iri)) {
      if (Iris.isAbsolute(iri)) {
        active.base = BaseIri.parse(iri);
      } else if (active.base == null) {
        throw new JsonLdException("A relative @base needs a base.");
      } else {
        active.base = BaseIri.parse(BaseIri.parse(active.base.text()).resolve(iri));
      }
    } else if (base != null) {
      throw new JsonLdException("@base must be a string or null.");
    }
  }

  private void readVocabulary() throws JsonLdException {
    Json vocabulary = setting(Keywords.VOCAB);
    if (vocabulary instanceof JsonNull) {
      active.vocab = null;
    } else if (vocabulary instanceof JsonString(String iri) && Iris.isAbsolute(iri)) {
      active.vocab = iri;
    } else if (vocabulary != null) {
      throw new JsonLdException("@vocab must be an absolute IRI or null.");
    }
  }

  private void readLanguage() throws JsonLdException {
    Json language = setting(Keywords.LANGUAGE);
    if (language instanceof JsonNull) {
      active.language = null;
    } else if (language instanceof JsonString(String tag)) {
      active.language = tag.toLowerCase(Locale.ROOT);
    } else if (language != null) {
      throw new JsonLdException("@language must be a string or null.");
    }
  }

  private void define(String term) throws JsonLdException {
    Boolean state = defined.get(term);
    if (ActiveContext.isNeverTerm(term) || Boolean.TRUE.equals(state)) {
      return;
    }
    if (state != null) {
      throw new JsonLdException("The context defines the term \"" + term + "\" by itself.");
    }
    if (chain == LONGEST_CHAIN) {
      throw new JsonLdException(
          "More than " + LONGEST_CHAIN + " terms of the context lean on each other.");
    }
    chain++;
    defined.put(term, false);
    if (Keywords.isKeyword(term)) {
      throw new JsonLdException("The context redefines the keyword " + term + ".");
    }
    if (term.isEmpty()) {
      throw new JsonLdException("The context defines a term without a name.");
    }
    active.remove(term);
    Json value = local.find(term).orElse(JsonNull.INSTANCE);
    switch (value) {
      case JsonNull _ -> active.put(term, Optional.empty());
      case JsonString id -> defineBy(term, new JsonObject(Map.of(Keywords.ID, id)));
      case JsonObject object when object.members().get(Keywords.ID) instanceof JsonNull ->
          active.put(term, Optional.empty());
      case JsonObject object -> defineBy(term, object);
      default -> throw invalid(term, "must be a string or an object");
    }
    defined.put(term, true);
    chain--;
  }

  private void defineBy(String term, JsonObject value) throws JsonLdException {
    TermParts parts = new TermParts(term, value, active.isVersion11());
    parts.checkKeys();
    TermDefinition bare = TermDefinition.ofId(iri(term, value), parts.isReverse());
    active.put(term, Optional.of(bare));
    defined.put(term, true);
    TermDefinition definition =
        new TermDefinition(
            bare.id(),
            bare.reverse(),
            type(term, value),
            parts.container(),
            parts.language(),
            parts.hasLanguage(),
            value.members().get(Keywords.CONTEXT));
    parts.checkRest(bare.id());
    active.put(term, Optional.of(definition));
  }

  private String iri(String term, JsonObject value) throws JsonLdException {
    Json reverse = value.members().get(Keywords.REVERSE);
    if (reverse != null) {
      String expanded = reverse instanceof JsonString(String name) ? expand(name) : null;
      if (expanded == null || !Iris.isAbsolute(expanded)) {
        throw invalidIri(term);
      }
      return expanded;
    }
    Json id = value.members().get(Keywords.ID);
    if (id instanceof JsonString(String name) && !name.equals(term)) {
      String expanded = expand(name);
      if (expanded == null || !(Iris.isAbsolute(expanded) || Keywords.isKeyword(expanded))) {
        throw invalidIri(term);
      }
      return expanded;
    }
    if (id != null && !(id instanceof JsonString)) {
      throw invalidIri(term);
    }
    return iriOfName(term);
  }

  /// The IRI of a term that has no `@id`, or only itself.
  private String iriOfName(String term) throws JsonLdException {
    int colon = term.indexOf(':');
    if (colon < 0) {
      if (active.vocab == null) {
        throw invalidIri(term);
      }
      return active.vocab + term;
    }
    String prefix = term.substring(0, colon);
    String suffix = term.substring(colon + 1);
    if (local.members().containsKey(prefix)) {
      define(prefix);
    }
    TermDefinition definition = active.definition(prefix);
    if (definition != null) {
      return definition.id() + suffix;
    }
    return ActiveContext.isNeverTerm(prefix) ? "undefined" + suffix : term;
  }

  private @Nullable String type(String term, JsonObject value) throws JsonLdException {
    Json type = value.members().get(Keywords.TYPE);
    if (type == null) {
      return null;
    }
    if (!(type instanceof JsonString(String name))) {
      throw invalid(term, "needs a string as @type");
    }
    if (name.equals(Keywords.ID) || name.equals(Keywords.VOCAB)) {
      return name;
    }
    String expanded = expand(name);
    if (expanded == null || !Iris.isAbsolute(expanded) || Iris.isBlank(expanded)) {
      throw invalid(term, "needs an absolute IRI as @type");
    }
    return expanded;
  }

  /// Expands a name that may depend on terms of this very context.
  private @Nullable String expand(String name) throws JsonLdException {
    if (Keywords.isKeyword(name)) {
      return name;
    }
    if (local.members().containsKey(name)) {
      define(name);
    }
    int colon = name.indexOf(':');
    if (active.find(name) == null && colon >= 0) {
      String prefix = name.substring(0, colon);
      boolean whole = prefix.equals("_") || name.startsWith("//", colon + 1);
      if (!whole && local.members().containsKey(prefix)) {
        define(prefix);
      }
    }
    return active.expandVocabulary(name);
  }

  private static JsonLdException invalidIri(String term) {
    return new JsonLdException("The context maps \"" + term + "\" to an invalid IRI mapping.");
  }

  static JsonLdException invalid(String term, String why) {
    return new JsonLdException("The definition of \"" + term + "\" in the context " + why + ".");
  }
}
