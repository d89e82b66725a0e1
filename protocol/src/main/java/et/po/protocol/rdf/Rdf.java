package et.po.protocol.rdf;

/// IRIs that RDF and XML Schema give meaning to.
public final class Rdf {
  private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
  private static final String XSD = "http://www.w3.org/2001/XMLSchema#";

  public static final String TYPE = RDF + "type";
  public static final String FIRST = RDF + "first";
  public static final String REST = RDF + "rest";
  public static final String NIL = RDF + "nil";
  public static final String LANG_STRING = RDF + "langString";
  public static final String BOOLEAN = XSD + "boolean";
  public static final String DOUBLE = XSD + "double";
  public static final String INTEGER = XSD + "integer";
  public static final String STRING = XSD + "string";
  public static final String DATE_TIME = XSD + "dateTime";

  private Rdf() {}
}
