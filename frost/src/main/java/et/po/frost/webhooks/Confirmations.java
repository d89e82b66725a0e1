package et.po.frost.webhooks;

/// A number of blocks, counted from the one that a work is in.
public record Confirmations(int count) {
  /// So many blocks a node undoes where the chain has become another: a work with more
  /// confirmations is not watched any more.
  static final int DEEPEST_REORGANISATION = 100;

  public Confirmations {
    if (count < 1 || count > DEEPEST_REORGANISATION) {
      throw new IllegalArgumentException("confirmations are 1 to " + DEEPEST_REORGANISATION);
    }
  }

  /// What settings are converted with.
  public static Confirmations valueOf(String text) {
    return new Confirmations(Integer.parseInt(text.strip()));
  }
}
