package et.po.frost.webhooks;

/// A number of blocks, counted from the one that a work is in.
public record Confirmations(int count) {
  /// After so many a work is not watched any more.
  static final int BURIED = 100;

  public Confirmations {
    if (count < 1 || count > BURIED) {
      throw new IllegalArgumentException("confirmations are 1 to " + BURIED);
    }
  }

  /// What settings are converted with.
  public static Confirmations valueOf(String text) {
    return new Confirmations(Integer.parseInt(text.strip()));
  }
}
