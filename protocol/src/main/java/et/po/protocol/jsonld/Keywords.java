package et.po.protocol.jsonld;

import java.util.Set;

/// The words that mean something to JSON-LD itself.
final class Keywords {
  static final String BASE = "@base";
  static final String CONTAINER = "@container";
  static final String CONTEXT = "@context";
  static final String GRAPH = "@graph";
  static final String ID = "@id";
  static final String INDEX = "@index";
  static final String LANGUAGE = "@language";
  static final String LIST = "@list";
  static final String NEST = "@nest";
  static final String NONE = "@none";
  static final String PREFIX = "@prefix";
  static final String PRESERVE = "@preserve";
  static final String REVERSE = "@reverse";
  static final String SET = "@set";
  static final String TYPE = "@type";
  static final String VALUE = "@value";
  static final String VERSION = "@version";
  static final String VOCAB = "@vocab";

  private static final Set<String> ALL =
      Set.of(
          BASE,
          CONTAINER,
          CONTEXT,
          GRAPH,
          ID,
          INDEX,
          LANGUAGE,
          LIST,
          NEST,
          NONE,
          PREFIX,
          PRESERVE,
          REVERSE,
          SET,
          TYPE,
          VALUE,
          VERSION,
          VOCAB,
          "@default",
          "@embed",
          "@explicit",
          "@omitDefault",
          "@requireAll");

  private Keywords() {}

  static boolean isKeyword(String word) {
    return !word.isEmpty() && word.charAt(0) == '@' && ALL.contains(word);
  }
}
