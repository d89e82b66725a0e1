package et.po.protocol.rdf;

/// The N-Quads text of terms, as the first Po.et claims were hashed with.
///
/// In literals, backslash, TAB, LF, CR and the double quote are escaped and nothing else: other
/// controls stay raw, where the standard of today escapes them. IRIs stay as they are.
final class NQuads {
  private NQuads() {}

  static void appendIri(StringBuilder text, String iri) {
    text.append('<').append(iri).append('>');
  }

  static void appendLiteral(StringBuilder text, Term.Literal literal) {
    text.append('"');
    appendEscaped(text, literal.value());
    text.append('"');
    if (literal.datatype().equals(Rdf.LANG_STRING)) {
      if (!literal.language().isEmpty()) {
        text.append('@').append(literal.language());
      }
    } else if (!literal.datatype().equals(Rdf.STRING)) {
      text.append("^^");
      appendIri(text, literal.datatype());
    }
  }

  private static void appendEscaped(StringBuilder text, String value) {
    int written = 0;
    for (int i = 0; i < value.length(); i++) {
      char escape =
          switch (value.charAt(i)) {
            case '\\' -> '\\';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '"' -> '"';
            default -> 0;
          };
      if (escape != 0) {
        text.append(value, written, i).append('\\').append(escape);
        written = i + 1;
      }
    }
    text.append(value, written, value.length());
  }
}
