package et.po.frost.http;

/// How many bytes a body may have.
///
/// @param json of a JSON body
/// @param form of a URL-encoded form
/// @param lines of many JSON texts, a line each
public record BodyLimits(int json, int form, int lines) {
  public BodyLimits {
    if (json < 1 || form < 1 || lines < 1) {
      throw new IllegalArgumentException("a body limit must be at least one byte");
    }
  }
}
