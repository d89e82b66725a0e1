package et.po.protocol.jsonld;

import org.jspecify.annotations.Nullable;

/// Expands strings, numbers and booleans by what their property says of its values (JSON-LD 1.0,
/// "Value Expansion").
final class Scalars {
  private Scalars() {}

  static @Nullable Object expand(ActiveContext context, @Nullable String property, Object scalar) {
    String expandedProperty = property == null ? null : context.expandVocabulary(property);
    String text = scalar instanceof String string ? string : null;
    if (Keywords.ID.equals(expandedProperty)) {
      return text == null ? scalar : context.expandNode(text);
    }
    if (Keywords.TYPE.equals(expandedProperty)) {
      return text == null ? scalar : context.expandType(text);
    }
    TermDefinition definition = context.definition(property);
    String type = definition == null ? null : definition.type();
    if (text != null) {
      if (Keywords.ID.equals(type) || Keywords.GRAPH.equals(expandedProperty)) {
        return Expanded.of(Keywords.ID, context.expandNode(text));
      }
      if (Keywords.VOCAB.equals(type)) {
        return Expanded.of(Keywords.ID, context.expandType(text));
      }
    }
    if (expandedProperty != null && Keywords.isKeyword(expandedProperty)) {
      return scalar;
    }
    return literal(scalar, type, text == null ? null : context.language(property));
  }

  private static Expanded literal(Object scalar, @Nullable String type, @Nullable String language) {
    Expanded value = new Expanded();
    if (type != null && !type.equals(Keywords.ID) && !type.equals(Keywords.VOCAB)) {
      value.put(Keywords.TYPE, type);
    } else if (language != null) {
      value.put(Keywords.LANGUAGE, language);
    }
    value.put(Keywords.VALUE, scalar);
    return value;
  }
}
