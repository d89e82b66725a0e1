package et.po.protocol.json;

/// A JSON number, as the double that JavaScript makes of it; `1e999` is infinite.
public record JsonNumber(double value) implements Json {
  public JsonNumber {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("JSON has no NaN");
    }
  }

  /// The text that JavaScript gives the number, such as `1e+21`, `0.1` or `Infinity`.
  public String javaScriptText() {
    return JavaScriptNumber.text(value);
  }

  @Override
  public String toString() {
    return text();
  }
}
