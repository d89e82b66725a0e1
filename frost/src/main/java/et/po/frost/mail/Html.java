package et.po.frost.mail;

/// Texts in pages.
public final class Html {
  private Html() {}

  /// The text as it stands in a page, between tags or in quotes.
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
