package et.po.protocol.json;

/// `null`.
public record JsonNull() implements Json {
  public static final JsonNull INSTANCE = new JsonNull();

  @Override
  public String toString() {
    return text();
  }
}
