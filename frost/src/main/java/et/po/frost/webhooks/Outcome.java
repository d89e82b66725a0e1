package et.po.frost.webhooks;

/// What came of one attempt.
sealed interface Outcome {
  /// The receiver answered; only the status counts, and no more is read.
  record Answered(int status) implements Outcome {
    boolean isTaken() {
      return status / 100 == 2;
    }

    /// The receiver wants no more of it, ever.
    boolean isGone() {
      return status == 410;
    }
  }

  /// There was no answer.
  ///
  /// @param problem a sentence for the webhook's owner
  record Unanswered(String problem) implements Outcome {}
}
