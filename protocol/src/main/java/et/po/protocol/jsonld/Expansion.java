package et.po.protocol.jsonld;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonBoolean;
import et.po.protocol.json.JsonNull;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Expands a document: every key becomes an IRI, every value says what it is (JSON-LD 1.0,
/// "Expansion").
///
/// Keys are taken in the order of their UTF-16 units, so that the first unmapped key reported is
/// always the same.
final class Expansion {
  private final UnmappedProperties unmapped;

  Expansion(UnmappedProperties unmapped) {
    this.unmapped = unmapped;
  }

  UnmappedProperties unmapped() {
    return unmapped;
  }

  /// The expanded form of what stands as value of `property`; `null` where nothing is left of it.
  @Nullable Object expand(
      ActiveContext context, @Nullable String property, @Nullable Json element, boolean insideList)
      throws JsonLdException {
    return switch (element) {
      case null -> null;
      case JsonNull _ -> null;
      case JsonArray array -> expandArray(context, property, array, insideList);
      case JsonObject object -> expandObject(context, property, object, insideList);
      case JsonString(String text) -> expandScalar(context, property, text, insideList);
      case JsonNumber(double number) -> expandScalar(context, property, number, insideList);
      case JsonBoolean(boolean flag) -> expandScalar(context, property, flag, insideList);
    };
  }

  private static @Nullable Object expandScalar(
      ActiveContext context, @Nullable String property, Object scalar, boolean insideList) {
    boolean floating =
        property == null || Keywords.GRAPH.equals(context.expandVocabulary(property));
    return floating && !insideList ? null : Scalars.expand(context, property, scalar);
  }

  private List<@Nullable Object> expandArray(
      ActiveContext context, @Nullable String property, JsonArray array, boolean insideList)
      throws JsonLdException {
    boolean list = insideList || context.container(property).contains(Keywords.LIST);
    List<@Nullable Object> result = new ArrayList<>();
    for (Json item : array.items()) {
      Object expanded = expand(context, property, item, false);
      if (list && (expanded instanceof List || Expanded.isList(expanded))) {
        throw listOfLists();
      }
      if (expanded instanceof List<?> items) {
        result.addAll(items);
      } else if (expanded != null) {
        result.add(expanded);
      }
    }
    return result;
  }

  static JsonLdException listOfLists() {
    return new JsonLdException("Invalid JSON-LD syntax; lists of lists are not permitted.");
  }

  private @Nullable Object expandObject(
      ActiveContext outer, @Nullable String property, JsonObject element, boolean insideList)
      throws JsonLdException {
    ActiveContext context = contextOf(outer, element);
    String expandedProperty = property == null ? null : context.expandVocabulary(property);
    Expanded result = new Expanded();
    new ObjectExpansion(this, context, property, expandedProperty, result).expand(element);
    Object finished = finish(result);
    boolean top = property == null || Keywords.GRAPH.equals(expandedProperty);
    return top && !insideList && isFloating(finished) ? null : finished;
  }

  private static ActiveContext contextOf(ActiveContext outer, JsonObject element)
      throws JsonLdException {
    Json local = element.members().get(Keywords.CONTEXT);
    ActiveContext context = local == null ? outer : ContextCache.read(outer, local);
    return context.isVersion11() ? contextOfTypes(context, element) : context;
  }

  /// Contexts that types bring along (JSON-LD 1.1).
  private static ActiveContext contextOfTypes(ActiveContext outer, JsonObject element)
      throws JsonLdException {
    ActiveContext context = outer;
    for (String key : element.members().keySet().stream().sorted().toList()) {
      if (Keywords.TYPE.equals(context.expandVocabulary(key))) {
        Json value = element.members().get(key);
        List<Json> types =
            value instanceof JsonArray(List<Json> items)
                ? items
                : List.of(value == null ? JsonNull.INSTANCE : value);
        for (Json type : types) {
          if (type instanceof JsonString(String name)) {
            context = scoped(context, name);
          }
        }
      }
    }
    return context;
  }

  /// The context within the values of a term that brings one along (JSON-LD 1.1).
  static ActiveContext scoped(ActiveContext context, String term) throws JsonLdException {
    TermDefinition definition = context.definition(term);
    Json own = definition == null ? null : definition.context();
    return own == null || own instanceof JsonNull ? context : ContextReader.read(context, own);
  }

  private static @Nullable Object finish(Expanded result) throws JsonLdException {
    if (result.has(Keywords.VALUE)) {
      return finishValue(result);
    }
    if (result.has(Keywords.TYPE) && !(result.get(Keywords.TYPE) instanceof List)) {
      List<@Nullable Object> types = new ArrayList<>(1);
      types.add(result.get(Keywords.TYPE));
      result.put(Keywords.TYPE, types);
    } else if (result.has(Keywords.SET) || result.has(Keywords.LIST)) {
      if (result.size() > (result.has(Keywords.INDEX) ? 2 : 1)) {
        throw new JsonLdException("A @set or @list may have an @index beside it and nothing else.");
      }
      return result.has(Keywords.SET) ? result.get(Keywords.SET) : result;
    } else if (result.size() == 1 && result.has(Keywords.LANGUAGE)) {
      return null;
    }
    return result;
  }

  private static @Nullable Object finishValue(Expanded result) throws JsonLdException {
    Set<String> allowed = Set.of(Keywords.VALUE, Keywords.TYPE, Keywords.INDEX, Keywords.LANGUAGE);
    boolean both = result.has(Keywords.TYPE) && result.has(Keywords.LANGUAGE);
    if (both || !allowed.containsAll(result.keys())) {
      throw new JsonLdException(
          "Beside @value there may be an @index, and one of @type and @language.");
    }
    Object value = result.get(Keywords.VALUE);
    if (value == null) {
      return null;
    }
    if (result.has(Keywords.LANGUAGE) && !(value instanceof String)) {
      throw new JsonLdException("Invalid JSON-LD syntax; only strings may be language-tagged.");
    }
    if (!isDatatype(result.get(Keywords.TYPE))) {
      throw new JsonLdException("The @type of a @value must be an absolute IRI.");
    }
    return result;
  }

  private static boolean isDatatype(@Nullable Object type) {
    return switch (type) {
      case null -> true;
      case List<?> types -> types.stream().allMatch(Expansion::isDatatypeName);
      default -> isDatatypeName(type);
    };
  }

  private static boolean isDatatypeName(@Nullable Object type) {
    return type instanceof Expanded
        || (type instanceof String name && Iris.isAbsolute(name) && !Iris.isBlank(name));
  }

  private static boolean isFloating(@Nullable Object value) {
    return value instanceof Expanded expanded
        && (expanded.isEmpty()
            || expanded.has(Keywords.VALUE)
            || expanded.has(Keywords.LIST)
            || (expanded.size() == 1 && expanded.has(Keywords.ID)));
  }
}
