package et.po.node.api;

/// The methods that a path answers to, for clients that tried another.
final class AllowedMethods {
  private AllowedMethods() {}

  static String of(String path) {
    return switch (path.replaceAll("^/+|/+$", "")) {
      case "works" -> "GET, HEAD, POST";
      case "files" -> "POST";
      default -> "GET, HEAD";
    };
  }
}
