package et.po.frost.node;

/// Content that a node has stored.
///
/// @param hash its CID
/// @param archiveUrl where it can be read
public record StoredContent(String hash, String archiveUrl) {
  /// Of a work without content.
  public static final StoredContent NONE = new StoredContent("", "");
}
