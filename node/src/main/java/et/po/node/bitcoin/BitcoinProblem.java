package et.po.node.bitcoin;

/// What keeps from working with Bitcoin, for people and for alerts.
///
/// @param sentence what is wrong, and what to do about it where a person has to
public record BitcoinProblem(Kind kind, String sentence) {
  /// Kinds that operators tell apart, by their names in the metric `poet_bitcoin_problem`.
  public enum Kind {
    /// It cannot be reached, or still starts.
    NODE_AWAY("node-away"),
    /// It answers a call with an error that is none of these.
    NODE_REFUSES("node-refuses"),
    /// It is on another chain than the settings say.
    WRONG_NETWORK("wrong-network"),
    /// Its chain is not up to date.
    SYNCING("syncing"),
    /// Its chain and the one that was read part further back than is undone.
    DEEP_REORGANISATION("deep-reorganisation"),
    /// It has thrown away blocks that are to be read.
    PRUNED("pruned"),
    WALLET_NOT_LOADED("wallet-not-loaded"),
    WALLET_LOCKED("wallet-locked"),
    LOW_BALANCE("low-balance"),
    /// No coin pays for the next anchor.
    NO_COIN("no-coin"),
    /// Every coin is the change of a row of transactions that wait, as long as may wait.
    UNCONFIRMED_CHAIN("unconfirmed-chain"),
    /// The network asks a higher rate than may be paid.
    FEES_TOO_HIGH("fees-too-high"),
    DAILY_CAP("daily-cap"),
    /// A transaction is not mined, and its fee cannot be raised.
    STUCK("stuck"),
    /// The network has no more of a transaction that it once took.
    DROPPED("dropped"),
    /// A new transaction is not taken.
    REFUSED("refused");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }
}
