package et.po.frost.http;

/// How many bytes a body may have.
///
/// @param json of a JSON body
/// @param form of a URL-encoded form
public record BodyLimits(int json, int form) {
  public BodyLimits {
    if (json < 1 || form < 1) {
      throw new IllegalArgumentException("a body limit must be at least one byte");
    }
  }
}
